package io.nightflow.port;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Lines between the thread that reads a port and the one that works them off: full, it holds the port back. */
public final class ReadQueue {
    private static final int READS_MAX = 1_024; // of a slow port one read is one line
    private static final int LINES_MAX = 8_000; // nearly two groups: what waits longer is copied by each collection
    private static final long OFFER_MILLIS = 100;
    private static final long IDLE_MILLIS = 1_000;
    private static final Read WAKE_UP = new Read(List.of(), 0);

    /** The lines of one read, and when it was, by {@link System#nanoTime}. */
    public record Read(List<String> lines, long arrived) {}

    private final BlockingQueue<Read> reads = new ArrayBlockingQueue<>(READS_MAX);
    private final Semaphore room = new Semaphore(LINES_MAX);

    /** Waits for a place as long as it is wanted. */
    public void put(Read read, BooleanSupplier wanted) throws InterruptedException {
        boolean isThere = false;
        while (wanted.getAsBoolean() && !isThere) { // the route is behind: the line waits
            if (room.tryAcquire(size(read), OFFER_MILLIS, TimeUnit.MILLISECONDS)) {
                isThere = reads.offer(read, OFFER_MILLIS, TimeUnit.MILLISECONDS);
                room.release(isThere ? 0 : size(read));
            }
        }
    }

    private static int size(Read read) {
        return Math.min(LINES_MAX, read.lines().size());
    }

    private @Nullable Read taken(@Nullable Read read) {
        if (read != null) {
            room.release(size(read));
        }
        return read;
    }

    /** Lets who waits for a read look up. */
    public void wakeUp() {
        boolean unusedFull = reads.offer(WAKE_UP);
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        return reads.isEmpty();
    }

    /** The next one that is there. */
    @Nullable
    public Read poll() {
        return taken(reads.poll());
    }

    /** The next one within a second. */
    @Nullable
    public Read await() throws InterruptedException {
        return taken(reads.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS));
    }

    /**
     * Adds what came within the time of a group; gives the first read that came later: after a wait, lines of different
     * minutes must not become one group.
     */
    @Nullable
    public Read gather(List<String> lines, long arrived, Duration group, int linesMax) throws InterruptedException {
        long end = arrived + group.toNanos();
        while (lines.size() < linesMax) {
            long left = end - System.nanoTime();
            Read more = taken(reads.poll(Math.max(0, left), TimeUnit.NANOSECONDS));
            if (more == null || more.arrived() - end > 0) {
                return more == null || more.lines().isEmpty() ? null : more;
            }
            lines.addAll(more.lines());
        }
        return null;
    }
}
