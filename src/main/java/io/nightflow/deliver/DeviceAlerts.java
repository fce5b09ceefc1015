package io.nightflow.deliver;

import io.nightflow.collect.LineSilence;
import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.store.AlertStore;
import java.time.InstantSource;
import java.util.List;

/** Raises an alert when the device takes no row any more, and another when it takes rows again. */
public final class DeviceAlerts {
    private final AlertStore store;
    private final String name;
    private final String port;
    private final InstantSource clock;

    /** Into this store; the name of the line stands for the sensor. */
    public DeviceAlerts(AlertStore store, String name, String port, InstantSource clock) {
        this.store = store;
        this.name = name;
        this.port = port;
        this.clock = clock;
    }

    /** Tells it; a database that cannot be written must not hold up the line. */
    public void tell(String reason, boolean ended) {
        SensorId sensor = LineSilence.sensor(name, port);
        String words = "the device on " + port + (ended ? " takes rows again" : " takes nothing: " + reason);
        Minute now = Minute.containing(clock.instant());
        var unused = store.add(List.of(Alert.ofSensor(sensor, now, EventKind.DEVICE_FAULT, ended, 1, words)));
    }
}
