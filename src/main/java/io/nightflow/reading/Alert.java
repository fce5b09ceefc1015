package io.nightflow.reading;

/**
 * The start or the end of an event at a sensor.
 *
 * @param sensor the metering point.
 * @param minute when it started, or its last minute where it has ended.
 * @param quantity what was measured.
 * @param method which method found it.
 * @param stage at the start the stage that was reached, at the end the highest.
 * @param event what it is.
 * @param isEnd whether it has ended.
 * @param value at the start the value, at the end the mean of the event; m3/h or bar, NaN where there is none.
 * @param expected likewise what was usual.
 * @param minutes how long it has lasted.
 * @param volume what flowed over the usual (negative: below it) in m3; 0 for a pressure.
 * @param reason why it starts, or how it ended.
 */
public record Alert(
        SensorId sensor,
        Minute minute,
        Quantity quantity,
        Method method,
        Stage stage,
        EventKind event,
        boolean isEnd,
        double value,
        double expected,
        long minutes,
        double volume,
        Reason reason) {
    /** The same of another minute. */
    public Alert at(Minute other) {
        return new Alert(
                sensor, other, quantity, method, stage, event, isEnd, value, expected, minutes, volume, reason);
    }

    /** Of a sensor itself, whatever it measures: an alert of method {@code system} without values. */
    public static Alert ofSensor(
            SensorId sensor, Minute minute, EventKind event, boolean isEnd, long minutes, Reason reason) {
        double none = Double.NaN;
        return new Alert(
                sensor,
                minute,
                Quantity.FLOW,
                Method.SYSTEM,
                Stage.ALERT,
                event,
                isEnd,
                none,
                none,
                minutes,
                0,
                reason);
    }
}
