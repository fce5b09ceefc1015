package io.nightflow.detect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import java.util.List;
import java.util.stream.Collectors;

/** A sensor that has stopped sending, in words. */
final class Silence {
    private Silence() {}

    /** Nothing has come since a minute; of a zone for want of these parts, empty for a sensor. */
    static Alert begun(SensorId sensor, Minute since, Minute now, List<SensorId> missing) {
        long minutes = since.until(now);
        Reason reason = missing.isEmpty()
                ? Reason.of(ReasonKind.SENSOR_SILENT, minutes)
                : Reason.of(
                        ReasonKind.ZONE_SILENT,
                        minutes,
                        missing.stream().map(SensorId::text).collect(Collectors.joining(", ")));
        return Alert.ofSensor(sensor, since, EventKind.SENSOR_SILENT, false, minutes, reason);
    }

    /** It ended with the minute before this one. */
    static Alert ended(SensorId sensor, Minute since, Minute heard) {
        long minutes = since.until(heard);
        Reason reason =
                minutes == 0 ? Reason.of(ReasonKind.SENSOR_HEARD_WHOLE) : Reason.of(ReasonKind.SENSOR_HEARD, minutes);
        return Alert.ofSensor(sensor, heard, EventKind.SENSOR_SILENT, true, minutes, reason);
    }
}
