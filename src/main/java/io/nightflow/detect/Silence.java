package io.nightflow.detect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import java.util.List;
import java.util.stream.Collectors;

/** A sensor that has stopped sending, in words. */
final class Silence {
    private Silence() {}

    /** Nothing has come since a minute; of a zone for want of these parts, empty for a sensor. */
    static Alert begun(SensorId sensor, Minute since, Minute now, List<SensorId> missing) {
        long minutes = since.until(now);
        String reason = missing.isEmpty()
                ? "nothing was heard for " + minutes + " minutes"
                : "no sum for " + minutes + " minutes, for want of "
                        + missing.stream().map(SensorId::text).collect(Collectors.joining(", "));
        return Alert.ofSensor(sensor, since, EventKind.SENSOR_SILENT, false, minutes, reason);
    }

    /** It ended with the minute before this one. */
    static Alert ended(SensorId sensor, Minute since, Minute heard) {
        long minutes = since.until(heard);
        String reason = minutes == 0 ? "heard again, nothing is missing" : "heard again after " + minutes + " minutes";
        return Alert.ofSensor(sensor, heard, EventKind.SENSOR_SILENT, true, minutes, reason);
    }
}
