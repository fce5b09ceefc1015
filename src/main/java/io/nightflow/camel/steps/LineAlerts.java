package io.nightflow.camel.steps;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.store.AlertStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** Raises an alert when a line falls silent, and another when it is heard again. */
public final class LineAlerts {
    private final AlertStore store;
    private final InstantSource clock;

    /** Into this store, at this clock's minute. */
    public LineAlerts(AlertStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * Tells it.
     *
     * @param path of the port; its last part stands for the sensor.
     * @param ended whether the line is heard again.
     * @param minutes for how long nothing came.
     */
    public void tell(String path, boolean ended, long minutes) {
        String reason = "line " + path + (ended ? " is heard again after " : " has been silent for ") + minutes
                + (minutes == 1 ? " minute" : " minutes");
        Minute now = Minute.containing(clock.instant());
        store.add(List.of(Alert.ofSensor(name(path), now, EventKind.LINE_SILENT, ended, minutes, reason)))
                .join();
    }

    /** What stands for a port where an alert names a sensor. */
    static SensorId name(String path) {
        return SensorId.nearest(String.valueOf(Path.of(path).getFileName()));
    }
}
