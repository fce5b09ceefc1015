package io.nightflow.collect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import io.nightflow.store.AlertStore;
import io.nightflow.store.StandingEvents;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** Raises an alert when a line falls silent, and another when it is heard again. */
public final class LineSilence {
    private final StandingEvents events;
    private final InstantSource clock;
    private final Map<String, String> names;

    /** Into this store, at this clock's minute; ports that have a name of their own are called by it. */
    public LineSilence(AlertStore store, InstantSource clock, Map<String, String> names) {
        events = new StandingEvents(store, EventKind.LINE_SILENT);
        this.clock = clock;
        this.names = names;
    }

    /**
     * Tells it, where it is news: a line that is heard may have been silent before a restart.
     *
     * @param path of the port.
     * @param route that reads it: where the port has no name of its own, the line is known by it.
     * @param ended whether the line is heard again.
     * @param silent for how many minutes nothing came, as far as the caller knows.
     */
    public void tell(String path, String route, boolean ended, long silent) {
        String name = names.getOrDefault(path, route);
        String line = name.isEmpty() ? path : name + " on " + path;
        SensorId sensor = sensor(name, path);
        Minute now = Minute.containing(clock.instant());
        long minutes = ended ? events.minutes(sensor, now) : silent;
        Reason reason = Reason.of(ended ? ReasonKind.LINE_HEARD : ReasonKind.LINE_SILENT, line, minutes);
        events.tell(Alert.ofSensor(sensor, now, EventKind.LINE_SILENT, ended, minutes, reason))
                .join();
    }

    /** What stands for a line where an alert names a sensor. */
    public static SensorId sensor(String name, String path) {
        return SensorId.nearest(name.isEmpty() ? String.valueOf(Path.of(path).getFileName()) : name);
    }
}
