package io.nightflow.fleet;

import io.nightflow.store.FleetIntake;
import io.nightflow.store.FleetRow;
import io.nightflow.uplink.LaneAnswer;
import io.nightflow.uplink.UplinkBatch;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes batches into the store of their site; gives the answer once that has committed. */
final class BatchDesk {
    private static final Logger LOG = LoggerFactory.getLogger(BatchDesk.class);
    private static final long DAY = 86_400;
    private static final long LIVE_SECONDS = 1_800;
    private static final int LIVE_ROWS_MAX = 5_000;
    private static final long COUNT_SECONDS = 30;
    /** Batches of all gateways on their way at once. */
    private static final int FLYING_MAX = 256;

    private static final long YEARS = 50L * 365 * 86_400;

    /** Is told what was stored. */
    @FunctionalInterface
    interface Stored {
        void rows(FleetSite site, String gateway, List<FleetIntake.Numbered> rows);
    }

    private final FleetSites sites;
    private final Stored stored;
    private final InstantSource clock;
    private final int window;
    private final long days;
    private final LongAdder rows = new LongAdder();
    private final Map<String, Long> heardAt = new ConcurrentHashMap<>();
    private volatile long countedAt;

    BatchDesk(FleetSites sites, InstantSource clock, int window, int days, Stored stored) {
        this.stored = stored;
        this.days = days;
        this.sites = sites;
        this.clock = clock;
        this.window = window;
    }

    /** Rows stored since the start. */
    long rows() {
        return rows.sum();
    }

    /**
     * The answer to what is stored already, from its first line: where a thousand come back at once, what they repeat must cost
     * nothing.
     */
    Optional<LaneAnswer> repeated(String gateway, UplinkBatch head) {
        if (head.isHello()) {
            return Optional.empty();
        }
        return sites.of(gateway)
                .intake()
                .last(gateway, head.lane().word(), head.epoch())
                .filter(last -> head.to() <= last)
                .map(last -> new LaneAnswer(
                        false,
                        head.lane(),
                        head.epoch(),
                        last,
                        window(gateway, clock.instant().getEpochSecond())));
    }

    /**
     * Takes a batch of a gateway.
     *
     * @throws UplinkBatch.MalformedException it cannot be of a gateway.
     * @throws io.nightflow.store.StoreException the store failed: nothing is answered, the gateway sends it again.
     */
    LaneAnswer take(String gateway, UplinkBatch batch) throws UplinkBatch.MalformedException {
        long now = clock.instant().getEpochSecond();
        if (batch.epoch() > now + YEARS) { // a numbering begins with the second in which it was begun
            throw new UplinkBatch.MalformedException("its numbering is of a far future: set the clock of " + gateway);
        }
        FleetSite site = sites.of(gateway);
        RowReader reader = new RowReader(gateway, now - days * DAY, now + 2 * DAY);
        List<String> unreadable = new ArrayList<>();
        List<FleetIntake.Numbered> read = reader.rows(batch, unreadable);
        FleetIntake.Taken taken = site.intake()
                .take(new FleetIntake.Offer(
                        gateway,
                        batch.lane().word(),
                        batch.epoch(),
                        batch.base(),
                        batch.from(),
                        batch.to(),
                        now,
                        read,
                        reader.ownNames()));
        rows.add(taken.taken());
        if (taken.taken() > 0) {
            stored.rows(site, gateway, read);
        }
        if (!unreadable.isEmpty() && taken.taken() > 0) {
            LOG.error(
                    "gateway {}: {} rows cannot be read and are left out, such as {}",
                    gateway,
                    unreadable.size(),
                    unreadable.get(0));
        }
        if (taken.lost()) {
            LOG.warn(
                    "gateway {}: rows of {} before number {} are not here and will not come by themselves. It is asked for"
                            + " what its database has since then",
                    gateway,
                    batch.lane().word(),
                    batch.base());
        }
        return new LaneAnswer(taken.goBack(), batch.lane(), taken.epoch(), taken.last(), window(gateway, now));
    }

    /** Where many come back at once each may have less on its way: what waits, waits at the gateways and not in the broker. */
    private int window(String gateway, long now) {
        heardAt.put(gateway, now);
        if (now - countedAt >= COUNT_SECONDS) {
            countedAt = now;
            heardAt.values().removeIf(at -> now - at > COUNT_SECONDS);
        }
        return Math.max(1, Math.min(window, FLYING_MAX / Math.max(1, heardAt.size())));
    }

    /**
     * Takes the newest minute of a gateway whose lane is behind: of sensors that their gateway has judged, and that are part of no
     * zone here. What is judged here is judged in its order, as on one gateway.
     *
     * @throws io.nightflow.store.StoreException the store failed: it comes again in its place.
     */
    void takeLive(String gateway, String text) {
        long now = clock.instant().getEpochSecond();
        RowReader reader = new RowReader(gateway, now - LIVE_SECONDS, now + LIVE_SECONDS);
        FleetSite site = sites.of(gateway);
        List<FleetRow.Judged> rows = reader
                .judged(text.lines().limit(LIVE_ROWS_MAX).toList())
                .stream()
                .filter(row -> !site.isPartOfZone(row.judged().reading().sensor()))
                .toList();
        if (!rows.isEmpty()) {
            site.intake().takeLive(gateway, rows, reader.ownNames());
        }
    }
}
