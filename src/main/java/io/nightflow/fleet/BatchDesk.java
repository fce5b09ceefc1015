package io.nightflow.fleet;

import io.nightflow.store.FleetDesk;
import io.nightflow.store.FleetIntake;
import io.nightflow.uplink.LaneAnswer;
import io.nightflow.uplink.UplinkBatch;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes batches into the store of their site; gives the answer once that has committed. */
final class BatchDesk {
    private static final Logger LOG = LoggerFactory.getLogger(BatchDesk.class);
    private static final long HOUR = 3_600;
    private static final long DAY = 86_400;

    private final FleetSites sites;
    private final InstantSource clock;
    private final int window;
    private final LongAdder rows = new LongAdder();

    BatchDesk(FleetSites sites, InstantSource clock, int window) {
        this.sites = sites;
        this.clock = clock;
        this.window = window;
    }

    /** Rows stored since the start. */
    long rows() {
        return rows.sum();
    }

    /**
     * Takes a batch of a gateway.
     *
     * @throws io.nightflow.store.StoreException the store failed: nothing is answered, the gateway sends it again.
     */
    LaneAnswer take(String gateway, UplinkBatch batch) {
        FleetSite site = sites.of(gateway);
        RowReader reader = new RowReader(gateway);
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
                        read,
                        reader.ownNames()));
        rows.add(taken.taken());
        if (!unreadable.isEmpty() && taken.taken() > 0) {
            LOG.error(
                    "gateway {}: {} rows cannot be read and are left out, such as {}",
                    gateway,
                    unreadable.size(),
                    unreadable.get(0));
        }
        if (taken.lost()) {
            askAgain(site, gateway, batch, taken);
        }
        return new LaneAnswer(taken.goBack(), batch.lane(), taken.epoch(), taken.last(), window);
    }

    /** The gateway has given away what is not here, or its disk was put back: its database has it still. */
    private void askAgain(FleetSite site, String gateway, UplinkBatch batch, FleetIntake.Taken taken) {
        long now = clock.instant().getEpochSecond();
        long newest = site.desk().newestMinute(gateway);
        long from = Math.max(newest == 0 ? now - 7 * DAY : newest - HOUR, now - 30 * DAY);
        String id = "restage-" + batch.lane().word() + "-" + taken.epoch() + "-" + batch.base();
        LOG.warn(
                "gateway {}: rows of {} before number {} are not here and will not come by themselves. It is asked for what its"
                        + " database has since then",
                gateway,
                batch.lane().word(),
                batch.base());
        site.desk().ask(new FleetDesk.Asked(id, gateway, "restage," + from + "," + (now + HOUR), now + 7 * DAY));
    }
}
