package io.nightflow.reading;

/**
 * One sensor, one minute.
 *
 * @param sensor the metering point.
 * @param minute the UTC start of the minute of the meter's own time stamp; where it has none, of the arrival.
 * @param flow m3/h; NaN where the meter sent none.
 * @param pressure bar; NaN where the meter sent none.
 * @param quality how far it can be trusted.
 */
public record Reading(SensorId sensor, Minute minute, double flow, double pressure, Quality quality)
        implements Measured {
    /** The value of one quantity; NaN where it was not sent. */
    public double value(Quantity quantity) {
        return quantity == Quantity.FLOW ? flow : pressure;
    }
}
