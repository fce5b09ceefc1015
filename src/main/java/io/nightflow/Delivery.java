package io.nightflow;

import io.nightflow.camel.delivery.DeliverLane;
import io.nightflow.camel.delivery.DeliveryRoutes;
import io.nightflow.camel.delivery.DeviceCommands;
import io.nightflow.camel.delivery.KeepAlive;
import io.nightflow.camel.delivery.RouteDeviceLine;
import io.nightflow.camel.steps.DeviceAlerts;
import io.nightflow.camel.time.GatewayClock;
import io.nightflow.link.Duplex;
import io.nightflow.link.Lane;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Database;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** The way to the device as the settings want it: two lanes over one line, their routes, and what keeps it alive. */
record Delivery(
        DeliverLane results, DeliverLane alerts, DeliveryRoutes routes, KeepAlive keepAlive, RouteDeviceLine line) {
    static Delivery of(Settings settings, GatewayClock clock, Database database, StagingLanes staging) {
        String port = settings.text(Key.DEVICE_PORT);
        RouteDeviceLine line = new RouteDeviceLine(
                port,
                settings.count(Key.DEVICE_BAUD),
                Duplex.valueOf(settings.text(Key.DEVICE_DUPLEX).toUpperCase(Locale.ROOT)));
        DeviceAlerts alarms = new DeviceAlerts(new AlertStore(database), LineNames.DEVICE, port, clock);
        DeliverLane results = lane(Lane.RESULTS, line, settings, clock, alarms);
        DeliverLane alerts = lane(Lane.ALERTS, line, settings, clock, alarms);
        DeviceCommands commands =
                new DeviceCommands(() -> status(staging, clock.instant().getEpochSecond()));
        return new Delivery(
                results,
                alerts,
                new DeliveryRoutes(results, alerts, line, commands),
                new KeepAlive(staging.alerts(), line, settings.text(Key.GATEWAY_ID), clock),
                line);
    }

    private static DeliverLane lane(
            Lane lane, RouteDeviceLine line, Settings settings, GatewayClock clock, DeviceAlerts alarms) {
        return new DeliverLane(
                lane,
                line,
                settings.text(Key.GATEWAY_ID),
                clock,
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                alarms::tell);
    }

    /** Result rows and alerts that wait, and the time. */
    private static String status(StagingLanes staging, long utc) {
        try {
            return staging.results().backlog().rows() + ","
                    + staging.alerts().backlog().rows() + "," + utc;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends running deliveries soon. */
    void stop() {
        results.stop();
        alerts.stop();
    }
}
