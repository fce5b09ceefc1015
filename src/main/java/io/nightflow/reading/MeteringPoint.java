package io.nightflow.reading;

/**
 * What is known beforehand of a sensor: the units that its meter sends and the values that it can have.
 *
 * @param sensor its id.
 * @param flowUnit unit of the flow on the line.
 * @param pressureUnit unit of the pressure on the line.
 * @param flow the values that the meter can measure, m3/h.
 * @param pressure the values that are physically possible, bar.
 */
public record MeteringPoint(SensorId sensor, Unit flowUnit, Unit pressureUnit, Range flow, Range pressure) {
    /** Both bounds included. */
    public record Range(double min, double max) {
        /** Whether a value lies within; false for NaN. */
        public boolean holds(double value) {
            return value >= min && value <= max;
        }
    }

    /** The possible values of one quantity. */
    public Range range(Quantity quantity) {
        return quantity == Quantity.FLOW ? flow : pressure;
    }

    /** A reading as the meter sent it, in the units of the product. */
    public Reading convert(Reading raw) {
        return new Reading(
                raw.sensor(),
                raw.minute(),
                flowUnit.toStored(raw.flow()),
                pressureUnit.toStored(raw.pressure()),
                raw.quality());
    }
}
