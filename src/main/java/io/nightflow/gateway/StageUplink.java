package io.nightflow.gateway;

import java.io.IOException;
import java.util.Optional;

/** The step of the route that stages for the fleet; nothing where there is none. */
public final class StageUplink {
    private final Optional<UplinkWiring> uplink;

    StageUplink(Optional<UplinkWiring> uplink) {
        this.uplink = uplink;
    }

    /**
     * Stages alerts, then rows.
     *
     * @throws IOException the disk failed; what is not staged waits in the database.
     */
    public void stage() throws IOException {
        if (uplink.isPresent()) {
            uplink.get().stage();
        }
    }
}
