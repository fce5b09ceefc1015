package io.nightflow.store;

import java.util.Arrays;

/** How long the last commits took; one writing thread, any readers. */
final class CommitTimes {
    private static final int KEPT = 1_024;
    private static final double SHARE = 0.99;

    private final long[] nanos = new long[KEPT];
    private long count;

    synchronized void add(long took) {
        nanos[(int) (count % KEPT)] = took;
        count++;
    }

    /** How many there were. */
    synchronized long count() {
        return count;
    }

    /** In milliseconds; 0 before the first. */
    synchronized double p99() {
        int known = (int) Math.min(count, KEPT);
        if (known == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, known);
        Arrays.sort(sorted);
        return sorted[(int) ((known - 1) * SHARE)] / 1e6;
    }
}
