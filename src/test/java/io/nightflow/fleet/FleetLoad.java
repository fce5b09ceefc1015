package io.nightflow.fleet;

import io.nightflow.settings.FleetSettings;
import io.nightflow.uplink.LaneAnswer;
import io.nightflow.uplink.UplinkBatch;
import java.time.InstantSource;

/** A worker's way from a batch to its answer, without a broker, for benchmarks. */
public final class FleetLoad implements AutoCloseable {
    private static final int WINDOW = 8;

    private final FleetSites sites;
    private final BatchDesk desk;

    /** Over the store that the settings name. */
    public FleetLoad(FleetSettings settings, InstantSource clock) throws Exception {
        sites = FleetSites.open(settings, clock);
        desk = new BatchDesk(sites, clock, WINDOW, 3_650, (site, who, rows) -> {});
    }

    /** Takes a message as it came from the broker. */
    public LaneAnswer take(String gateway, byte[] message) throws UplinkBatch.MalformedException {
        return desk.take(gateway, UplinkBatch.parse(message));
    }

    @Override
    public void close() {
        sites.close();
    }
}
