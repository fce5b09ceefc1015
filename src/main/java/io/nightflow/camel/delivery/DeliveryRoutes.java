package io.nightflow.camel.delivery;

import org.apache.camel.builder.RouteBuilder;

/** The routes between the staging directory and the device's port. */
public final class DeliveryRoutes extends RouteBuilder {
    private static final String PORT = "serial:{{device.port}}?baud={{device.baud}}&parity={{device.parity}}";

    private final DeliverResults delivery;
    private final RouteDeviceLine line;

    /** Around this delivery over this line. */
    public DeliveryRoutes(DeliverResults delivery, RouteDeviceLine line) {
        this.delivery = delivery;
        this.line = line;
    }

    @Override
    public void configure() {
        line.connect(getContext());
        from("quartz:deliver-results?cron={{deliver.cron}}&trigger.timeZone=UTC&stateful=true")
                .routeId("deliver-results")
                .routeDescription("Drains the staging directory to the device")
                .routeGroup("deliver")
                .bean(delivery, "deliverDue")
                .id("deliver-results-drain");
        from(PORT + "&types=WANXY")
                .routeId("receive-device")
                .routeDescription("Takes what the device says")
                .routeGroup("deliver")
                .bean(delivery, "received")
                .id("receive-device-take");
        from("direct:send-to-device")
                .routeId("send-to-device")
                .routeDescription("Writes numbered lines to the device")
                .routeGroup("deliver")
                .errorHandler(noErrorHandler())
                .to(PORT)
                .id("send-to-device-write");
    }
}
