package io.nightflow.gateway;

import io.nightflow.camel.deliver.DeliveryRoutes;
import io.nightflow.camel.deliver.RouteDeviceLine;
import io.nightflow.deliver.DeviceAlerts;
import io.nightflow.deliver.DeviceCommands;
import io.nightflow.deliver.KeepAlive;
import io.nightflow.deliver.LaneSender;
import io.nightflow.deliver.Lanes;
import io.nightflow.deliver.StagingLanes;
import io.nightflow.link.Duplex;
import io.nightflow.link.Lane;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.Key;
import io.nightflow.settings.LineNames;
import io.nightflow.settings.Settings;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Database;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.TimeUnit;

/** The way to the device as the settings want it: two lanes over one line, their routes, and what keeps it alive. */
record DeliveryWiring(Lanes lanes, DeliveryRoutes routes, KeepAlive keepAlive) {
    static DeliveryWiring of(Settings settings, GatewayClock clock, Database database, StagingLanes staging) {
        String port = settings.text(Key.DEVICE_PORT);
        RouteDeviceLine line = new RouteDeviceLine(
                port,
                settings.get(Key.DEVICE_BAUD),
                settings.get(Key.DEVICE_DUPLEX) == Key.Duplex.HALF ? Duplex.HALF : Duplex.FULL);
        DeviceAlerts alarms = new DeviceAlerts(new AlertStore(database), LineNames.DEVICE, port, clock);
        LaneSender results = lane(Lane.RESULTS, line, settings, clock, alarms);
        LaneSender alerts = lane(Lane.ALERTS, line, settings, clock, alarms);
        DeviceCommands commands =
                new DeviceCommands(() -> status(staging, clock.instant().getEpochSecond()));
        return new DeliveryWiring(
                new Lanes(staging, results, alerts, line),
                new DeliveryRoutes(results, alerts, line, commands),
                new KeepAlive(staging.alerts(), line, settings.text(Key.GATEWAY_ID), clock));
    }

    /** Whether rows of it go to the device: where there is one, and those of zones only where the site wants them there. */
    static boolean isSent(Settings settings, MeteringPoints points, SensorId sensor) {
        return LineNames.hasDevice(settings)
                && (settings.get(Key.ZONES_TO_DEVICE) || points.zone(sensor).isEmpty());
    }

    private static LaneSender lane(
            Lane lane, RouteDeviceLine line, Settings settings, GatewayClock clock, DeviceAlerts alarms) {
        return new LaneSender(
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
}
