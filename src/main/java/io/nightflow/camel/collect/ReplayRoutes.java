package io.nightflow.camel.collect;

import io.nightflow.collect.ReplayRows;
import org.apache.camel.builder.RouteBuilder;

/** Lines of a table, a group at a time, through the route that commits readings. */
public final class ReplayRoutes extends RouteBuilder {
    private final ReplayRows rows;

    /** Reads them by these rules. */
    public ReplayRoutes(ReplayRows rows) {
        this.rows = rows;
    }

    @Override
    public void configure() {
        from("direct:replay")
                .routeId("replay")
                .routeDescription("Replays lines of a table")
                .errorHandler(noErrorHandler())
                .bean(rows, "bodies")
                .id("replay-parse")
                .to("direct:collect-readings")
                .id("replay-collect");
    }
}
