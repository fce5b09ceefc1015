package io.nightflow.operate;

import io.nightflow.reading.Minute;
import io.nightflow.store.Database;
import io.nightflow.store.RetentionTables;
import io.nightflow.store.StoreStatus;
import io.nightflow.store.TapRetention;
import io.nightflow.time.BootTime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the database within its bounds: first by age, then, where it is too large or the disk too full, the oldest days
 * beyond it. The last weeks always stay, for detection and forecasts need them; where even those are too much, it says so.
 *
 * <p>By age nothing goes on the word of a clock alone: more than a day beyond the last time waits until the clock has gone
 * with the time since the boot for a day. That also holds after a long stop, and for a changed setting.
 */
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int DAYS_ALWAYS_KEPT = 45;
    private static final Duration SCORES_KEPT = Duration.ofDays(60);
    private static final double ROOM_AGAIN = 1.25;
    private static final long DAY_SECONDS = Duration.ofDays(1).toSeconds();
    private static final long HOUR_SECONDS = Duration.ofHours(1).toSeconds();

    private final Database database;
    private final RetentionTables history;
    private final TapRetention taps;
    private final Bounds bounds;
    private final InstantSource clock;
    private final BootTime bootTime;
    private volatile boolean tooFull;
    private volatile boolean heldBack;
    private volatile boolean cannotFree;

    /**
     * What may be kept.
     *
     * @param age of the oldest row.
     * @param bytesMax of the database's files.
     * @param freeBytesMin of its disk.
     * @param tapped how long a tap may wait until it takes what is there for it.
     */
    public record Bounds(Duration age, long bytesMax, long freeBytesMin, Duration tapped) {}

    /** Of a database. */
    public Retention(Database database, Bounds bounds, InstantSource clock, BootTime bootTime) {
        this.database = database;
        this.history = new RetentionTables(database);
        this.taps = new TapRetention(database);
        this.bounds = bounds;
        this.clock = clock;
        this.bootTime = bootTime;
    }

    /** Deletes what is beyond the bounds; says what it did. */
    public synchronized void prune() {
        if (bootTime.isClockGood()) {
            now().ifPresent(this::pruneByAge);
        }
        history.forgetModels();
        if (beyond(1)) {
            makeRoom();
        } else {
            tooFull = false;
            cannotFree = false;
        }
    }

    /** Whether more would be deleted by age than is believed. */
    public boolean isHeldBack() {
        return heldBack;
    }

    /** What is not deleted though it should be, and what to do; empty where all is within its bounds. */
    public Optional<String> trouble() {
        if (heldBack) {
            return Optional.of("nothing is deleted by age until the clock has gone right for a day. Look whether it is"
                    + " right; if so, wait");
        }
        if (cannotFree) {
            return Optional.of("the database is beyond its bounds, and another program reads it, so that nothing can be"
                    + " freed. End its transaction");
        }
        return tooFull
                ? Optional.of("the last " + DAYS_ALWAYS_KEPT + " days alone are beyond history.size-max or"
                        + " history.free-min. Give them more room")
                : Optional.empty();
    }

    /** What the clock says, but not later than a day after the newest reading: without new ones nothing becomes old. */
    private Optional<Minute> now() {
        long newest = StoreStatus.of(database).lastMinute();
        Minute byClock = Minute.containing(clock.instant());
        if (newest == 0) {
            return Optional.empty();
        }
        Minute byReadings = new Minute(newest).plus(Duration.ofDays(1).toMinutes());
        return Optional.of(byClock.isBefore(byReadings) ? byClock : byReadings);
    }

    private void pruneByAge(Minute now) {
        Minute limit = now.plus(-bounds.age.toMinutes());
        long agreed = bootTime.agreedSeconds();
        if (isFarBeyondTheLastTime(limit) && agreed < DAY_SECONDS) {
            if (!heldBack) {
                LOG.warn(
                        "history: what is older than {} days lies more than a day beyond what was deleted last. Nothing is"
                                + " deleted by age until the clock has gone right for a day ({} hours so far)",
                        bounds.age.toDays(),
                        agreed / HOUR_SECONDS);
            }
            heldBack = true;
            return;
        }
        heldBack = false;
        taps.prune(now, now.plus(-bounds.tapped.toMinutes()));
        long deleted = history.deleteBefore(limit) + history.deleteScoresBefore(now.plus(-SCORES_KEPT.toMinutes()));
        if (agreed >= HOUR_SECONDS) {
            history.deletedThrough(limit);
        }
        if (deleted > 0) {
            history.shrink();
            LOG.info("history: {} rows older than {} days deleted", deleted, bounds.age.toDays());
        }
    }

    private boolean isFarBeyondTheLastTime(Minute limit) {
        Optional<Minute> last = history.deletedThrough();
        return last.map(each -> each.plus(Duration.ofDays(1).toMinutes()).isBefore(limit))
                .orElseGet(() ->
                        history.oldest().map(oldest -> oldest.isBefore(limit)).orElse(false));
    }

    /** A day at a time, until there is some room more than must be; only while what is deleted is freed. */
    private void makeRoom() {
        Minute always = history.startOfNewestDays(DAYS_ALWAYS_KEPT);
        Minute cursor = history.oldest().orElse(always);
        long days = 0;
        boolean frees = history.shrink();
        while (frees && beyond(ROOM_AGAIN) && cursor.isBefore(always)) {
            Minute next = cursor.plus(Duration.ofDays(1).toMinutes());
            cursor = next.isBefore(always) ? next : always; // goes on even where rows must stay
            days += history.deleteBefore(cursor) > 0 ? 1 : 0;
            frees = history.shrink();
        }
        tell(days, frees);
        tooFull = days == 0 && frees;
        cannotFree = !frees;
    }

    private void tell(long days, boolean frees) {
        StoreStatus facts = StoreStatus.of(database);
        long mebibytes = facts.bytes() / 1_048_576;
        long free = facts.freeBytes() / 1_048_576;
        if (days > 0) {
            LOG.warn(
                    "history: {} of the oldest days deleted for room: the database has {} MiB (history.size-max), {} MiB"
                            + " of the disk are free (history.free-min)",
                    days,
                    mebibytes,
                    free);
        }
        if (!frees && !cannotFree) {
            LOG.warn(
                    "history: the database has {} MiB and {} MiB of the disk are free, but another program reads it, so"
                            + " that nothing that is deleted would be freed. End its transaction",
                    mebibytes,
                    free);
        } else if (days == 0 && frees && !tooFull) {
            LOG.error(
                    "history: the last {} days, which are always kept, take {} MiB and leave {} MiB of the disk free."
                            + " Give it more room",
                    DAYS_ALWAYS_KEPT,
                    mebibytes,
                    free);
        }
    }

    private boolean beyond(double room) {
        StoreStatus facts = StoreStatus.of(database);
        return facts.bytes() * room > bounds.bytesMax || facts.freeBytes() < bounds.freeBytesMin * room;
    }
}
