package io.nightflow.camel.serial;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Lines between the thread that reads a port and the one that works them off: full, it holds the port back. */
final class ReadQueue {
    private static final int WAITING_MAX = 128; // two groups: what waits longer is copied by each collection
    private static final long OFFER_MILLIS = 100;
    private static final long IDLE_MILLIS = 1_000;
    private static final Read WAKE_UP = new Read(List.of(), 0);

    /** The lines of one read, and when it was, by {@link System#nanoTime}. */
    record Read(List<String> lines, long arrived) {}

    private final BlockingQueue<Read> reads = new ArrayBlockingQueue<>(WAITING_MAX);

    /** Waits for a place as long as it is wanted. */
    void put(Read read, BooleanSupplier wanted) throws InterruptedException {
        while (wanted.getAsBoolean() && !reads.offer(read, OFFER_MILLIS, TimeUnit.MILLISECONDS)) {
            // the route is behind: the line waits
        }
    }

    /** Lets who waits for a read look up. */
    void wakeUp() {
        boolean unusedFull = reads.offer(WAKE_UP);
    }

    boolean isEmpty() {
        return reads.isEmpty();
    }

    /** The next one that is there. */
    @Nullable
    Read poll() {
        return reads.poll();
    }

    /** The next one within a second. */
    @Nullable
    Read await() throws InterruptedException {
        return reads.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Adds what came within the time of a group; gives the first read that came later: after a wait, lines of different
     * minutes must not become one group.
     */
    @Nullable
    Read gather(List<String> lines, long arrived, Duration group, int linesMax) throws InterruptedException {
        long end = arrived + group.toNanos();
        while (lines.size() < linesMax) {
            long left = end - System.nanoTime();
            Read more = reads.poll(Math.max(0, left), TimeUnit.NANOSECONDS);
            if (more == null || more.arrived() - end > 0) {
                return more == null || more.lines().isEmpty() ? null : more;
            }
            lines.addAll(more.lines());
        }
        return null;
    }
}
