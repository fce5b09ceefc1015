package io.nightflow.detect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;

/** A sensor that has stopped sending, in words. */
final class Silence {
    private Silence() {}

    /** Nothing has come since a minute. */
    static Alert begun(SensorId sensor, Minute since, Minute now) {
        long minutes = minutes(since, now);
        String reason = "nothing was heard for " + minutes + " minutes";
        return Alert.ofSensor(sensor, since, EventKind.SENSOR_SILENT, false, minutes, reason);
    }

    /** It ended with the minute before this one. */
    static Alert ended(SensorId sensor, Minute since, Minute heard) {
        long minutes = minutes(since, heard);
        String reason = "heard again after " + minutes + " minutes";
        return Alert.ofSensor(sensor, heard, EventKind.SENSOR_SILENT, true, minutes, reason);
    }

    private static long minutes(Minute from, Minute to) {
        return (to.epochSecond() - from.epochSecond()) / 60;
    }
}
