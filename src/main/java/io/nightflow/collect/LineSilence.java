package io.nightflow.collect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.store.AlertStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Raises an alert when a line falls silent, and another when it is heard again. */
public final class LineSilence {
    private final AlertStore store;
    private final InstantSource clock;
    private final Map<String, String> names;

    /** Into this store, at this clock's minute; ports that have a name of their own are called by it. */
    public LineSilence(AlertStore store, InstantSource clock, Map<String, String> names) {
        this.store = store;
        this.clock = clock;
        this.names = names;
    }

    /**
     * Tells it.
     *
     * @param path of the port.
     * @param route that reads it: where the port has no name of its own, the line is known by it.
     * @param ended whether the line is heard again.
     * @param minutes for how long nothing came.
     */
    public void tell(String path, String route, boolean ended, long minutes) {
        String name = names.getOrDefault(path, route);
        String line = name.isEmpty() ? path : name + " on " + path;
        String reason = "line " + line + (ended ? " is heard again after " : " has been silent for ") + minutes
                + (minutes == 1 ? " minute" : " minutes");
        Minute now = Minute.containing(clock.instant());
        store.add(List.of(Alert.ofSensor(sensor(name, path), now, EventKind.LINE_SILENT, ended, minutes, reason)))
                .join();
    }

    /** What stands for a line where an alert names a sensor. */
    public static SensorId sensor(String name, String path) {
        return SensorId.nearest(name.isEmpty() ? String.valueOf(Path.of(path).getFileName()) : name);
    }
}
