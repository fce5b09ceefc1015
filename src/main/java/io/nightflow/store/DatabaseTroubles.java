package io.nightflow.store;

import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What keeps a database from being read or written, as long as it does; a damage stays until it is opened anew. Thread-safe. */
final class DatabaseTroubles {
    private static final long NOT_WAITING = Long.MIN_VALUE;
    private static final long LOCKED_SECONDS = 10;

    private final LongSupplier nanos;
    private final AtomicLong waitingSince = new AtomicLong(NOT_WAITING);
    private volatile String damage = "";
    private volatile String failure = "";

    DatabaseTroubles(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** Another program has the file locked. */
    void locked() {
        waitingSince.compareAndSet(NOT_WAITING, nanos.getAsLong());
    }

    /** Whether writing has failed, and nothing was written since. */
    boolean isFailing() {
        return !failure.isEmpty();
    }

    /** A transaction was committed, which changed something or not; true where writing has failed before and does no longer. */
    boolean committed(boolean changed) {
        boolean again = changed && !failure.isEmpty();
        waitingSince.set(NOT_WAITING);
        failure = changed ? "" : failure;
        return again;
    }

    /** Writing failed for a reason of the file or its disk; true where that is news. */
    boolean failed(Throwable cause) {
        boolean isNews = failure.isEmpty();
        waitingSince.set(NOT_WAITING);
        failure = String.valueOf(cause.getMessage());
        if (cause instanceof SQLException sql) {
            readFailed(sql);
        }
        return isNews;
    }

    /** Reading failed; that it is locked says the next attempt. */
    void readFailed(SQLException cause) {
        if (Salvage.isDamaged(cause)) {
            damage = String.valueOf(cause.getMessage());
        }
    }

    /** In words and with what to do; empty where there is none. */
    Optional<String> words() {
        long since = waitingSince.get();
        long seconds = since == NOT_WAITING ? 0 : TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - since);
        if (!damage.isEmpty()) {
            return Optional.of("it is damaged (" + damage
                    + "). Restart the gateway: the file is set aside, and what can be read of it goes into a new one");
        }
        if (!failure.isEmpty()) {
            return Optional.of("cannot be written (" + failure + "). Nothing is acknowledged meanwhile");
        }
        return seconds < LOCKED_SECONDS
                ? Optional.empty()
                : Optional.of("another program has had it locked for " + seconds
                        + " s. Nothing is stored meanwhile. End its transaction");
    }
}
