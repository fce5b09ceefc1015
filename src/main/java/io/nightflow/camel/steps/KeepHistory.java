package io.nightflow.camel.steps;

import io.nightflow.reading.Minute;
import io.nightflow.store.Database;
import io.nightflow.store.DatabaseFacts;
import io.nightflow.store.History;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the database within its bounds: first by age, then, where it is too large or the disk too full, the oldest days
 * beyond it. The last weeks always stay, for detection and forecasts need them; where even those are too much, it says so.
 */
public final class KeepHistory {
    private static final Logger LOG = LoggerFactory.getLogger(KeepHistory.class);
    private static final Duration ALWAYS_KEPT = Duration.ofDays(45);
    private static final double ROOM_AGAIN = 1.25;

    private final Database database;
    private final History history;
    private final Bounds bounds;
    private final InstantSource clock;
    private final BooleanSupplier clockIsGood;
    private boolean tooFull;

    /**
     * What may be kept.
     *
     * @param age of the oldest row.
     * @param bytesMax of the database's files.
     * @param freeBytesMin of its disk.
     */
    public record Bounds(Duration age, long bytesMax, long freeBytesMin) {}

    /** Of a database; nothing is deleted while the clock is not good. */
    public KeepHistory(Database database, Bounds bounds, InstantSource clock, BooleanSupplier clockIsGood) {
        this.database = database;
        this.history = new History(database);
        this.bounds = bounds;
        this.clock = clock;
        this.clockIsGood = clockIsGood;
    }

    /** Deletes what is beyond the bounds; says what it did. */
    public synchronized void prune() {
        if (!clockIsGood.getAsBoolean()) {
            return;
        }
        Optional<Minute> now = now();
        if (now.isPresent()) {
            prune(now.get());
        }
    }

    /** What the clock says, but not later than a day after the newest reading: one that is ahead must not delete history. */
    private Optional<Minute> now() {
        long newest = DatabaseFacts.of(database).lastMinute();
        Minute byClock = Minute.containing(clock.instant());
        if (newest == 0) {
            return Optional.empty();
        }
        Minute byReadings = new Minute(newest).plus(Duration.ofDays(1).toMinutes());
        return Optional.of(byClock.isBefore(byReadings) ? byClock : byReadings);
    }

    private void prune(Minute now) {
        long deleted = history.deleteBefore(now.plus(-bounds.age.toMinutes()));
        if (deleted > 0) {
            history.shrink();
            LOG.info("history: {} rows older than {} days deleted", deleted, bounds.age.toDays());
        }
        if (beyond(1)) {
            makeRoom(now);
        } else {
            tooFull = false;
        }
    }

    /** A day at a time, until there is some room more than must be. */
    private void makeRoom(Minute now) {
        Minute always = now.plus(-ALWAYS_KEPT.toMinutes());
        Minute cursor = history.oldest().orElse(always);
        long days = 0;
        while (beyond(ROOM_AGAIN) && cursor.isBefore(always)) {
            Minute next = cursor.plus(Duration.ofDays(1).toMinutes());
            cursor = next.isBefore(always) ? next : always; // goes on even where rows must stay
            days += history.deleteBefore(cursor) > 0 ? 1 : 0;
            history.shrink();
        }
        DatabaseFacts facts = DatabaseFacts.of(database);
        if (days > 0) {
            LOG.warn(
                    "history: {} of the oldest days deleted for room: the database has {} MiB (history.size-max), {} MiB"
                            + " of the disk are free (history.free-min)",
                    days,
                    facts.bytes() / 1_048_576,
                    facts.freeBytes() / 1_048_576);
        } else if (!tooFull) {
            LOG.error(
                    "history: the last {} days, which are always kept, take {} MiB and leave {} MiB of the disk free."
                            + " Give it more room",
                    ALWAYS_KEPT.toDays(),
                    facts.bytes() / 1_048_576,
                    facts.freeBytes() / 1_048_576);
        }
        tooFull = days == 0;
    }

    private boolean beyond(double room) {
        DatabaseFacts facts = DatabaseFacts.of(database);
        return facts.bytes() * room > bounds.bytesMax || facts.freeBytes() < bounds.freeBytesMin * room;
    }
}
