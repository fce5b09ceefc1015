package io.nightflow.simulation;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What happens when: true time in milliseconds since the start, and the gateway's clock, which may be off. */
final class Agenda implements InstantSource {
    private record Entry(long at, long order, Runnable what) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparingLong(Entry::at).thenComparingLong(Entry::order));
    private final Instant start;
    private long now;
    private long order;
    private long clockAheadMillis;

    Agenda(Instant start) {
        this.start = start;
    }

    /** True milliseconds since the start; what a monotonic clock shows. */
    long now() {
        return now;
    }

    /** The true time. */
    Instant time() {
        return start.plusMillis(now);
    }

    /** What the gateway's clock shows. */
    @Override
    public Instant instant() {
        return time().plusMillis(clockAheadMillis);
    }

    /** Sets the gateway's clock wrong, or right with 0. */
    void setClockAhead(long millis) {
        clockAheadMillis = millis;
    }

    void after(long millis, Runnable what) {
        entries.add(new Entry(now + Math.max(0, millis), order++, what));
    }

    /** Again and again, first when true time is a multiple of {@code millis} and {@code shift} more. */
    void every(long millis, long shift, Runnable what) {
        long since = time().toEpochMilli();
        after(millis - Math.floorMod(since - shift, millis), () -> {
            what.run();
            every(millis, shift, what);
        });
    }

    /** Runs the next entry. */
    void step() {
        Entry entry = entries.remove();
        now = entry.at();
        entry.what().run();
    }
}
