package io.nightflow;

import io.nightflow.camel.delivery.DeliverLane;
import io.nightflow.camel.delivery.DeliveryRoutes;
import io.nightflow.camel.delivery.RouteDeviceLine;
import io.nightflow.camel.time.GatewayClock;
import io.nightflow.link.Duplex;
import io.nightflow.link.Lane;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The way to the device as the settings want it: two lanes over one line, and their routes. */
record Delivery(DeliverLane results, DeliverLane alerts, DeliveryRoutes routes) {
    static Delivery of(Settings settings, GatewayClock clock) {
        RouteDeviceLine line = new RouteDeviceLine(
                settings.text(Key.DEVICE_PORT),
                settings.count(Key.DEVICE_BAUD),
                Duplex.valueOf(settings.text(Key.DEVICE_DUPLEX).toUpperCase(Locale.ROOT)));
        DeliverLane results = lane(Lane.RESULTS, line, settings, clock);
        DeliverLane alerts = lane(Lane.ALERTS, line, settings, clock);
        return new Delivery(results, alerts, new DeliveryRoutes(results, alerts, line));
    }

    private static DeliverLane lane(Lane lane, RouteDeviceLine line, Settings settings, GatewayClock clock) {
        return new DeliverLane(
                lane,
                line,
                settings.text(Key.GATEWAY_ID),
                clock,
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    /** Ends running deliveries soon. */
    void stop() {
        results.stop();
        alerts.stop();
    }
}
