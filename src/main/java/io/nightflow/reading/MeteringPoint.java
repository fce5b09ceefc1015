package io.nightflow.reading;

import java.time.LocalTime;
import java.util.Optional;

/**
 * What is known beforehand of a sensor: the units that its meter sends and the values that it can have.
 *
 * @param sensor its id.
 * @param flowUnit unit of the flow on the line.
 * @param pressureUnit unit of the pressure on the line.
 * @param flow the values that the meter can measure, m3/h.
 * @param pressure the values that are physically possible, bar.
 * @param meter the meter's flow rates.
 * @param night its night, where it differs from the site's.
 * @param district what lies behind the meter.
 * @param register of the meter.
 * @param sensitivity of detection: 1 is usual, 2: a deviation half as large is found, 0.5: one twice as large.
 */
public record MeteringPoint(
        SensorId sensor,
        Unit flowUnit,
        Unit pressureUnit,
        Range flow,
        Range pressure,
        MeterFlows meter,
        Optional<Night> night,
        District district,
        Register register,
        double sensitivity) {
    /** Both bounds included. */
    public record Range(double min, double max) {
        /** Whether a value lies within; false for NaN. */
        public boolean holds(double value) {
            return value >= min && value <= max;
        }
    }

    /**
     * The flow rates Q1 to Q4 of a meter (ISO 4064), m3/h; NaN where they are not known.
     *
     * @param minimum Q1: below it a meter may under-register without limit.
     * @param transitional Q2: from here on class 2 means 2 %.
     * @param permanent Q3.
     * @param overload Q4: for a short time only.
     */
    public record MeterFlows(double minimum, double transitional, double permanent, double overload) {
        /** Nothing is known. */
        public static final MeterFlows UNKNOWN = new MeterFlows(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /**
     * What lies behind the meter; NaN where it is not known.
     *
     * @param legitimateNight legitimate night consumption, m3/h.
     * @param connections how many service connections.
     * @param pressureExponent how leakage follows pressure (N1), 0.5 to 1.5: tells for how many hours of the day the
     *     night's leakage counts.
     */
    public record District(double legitimateNight, double connections, double pressureExponent) {
        /** Nothing is known. */
        public static final District UNKNOWN = new District(Double.NaN, Double.NaN, Double.NaN);
    }

    /**
     * How a meter counts.
     *
     * @param m3 of one count.
     * @param rollover count at which it begins again at 0; NaN where it is not known.
     */
    public record Register(double m3, double rollover) {
        /** It counts cubic metres. */
        public static final Register CUBIC_METRES = new Register(1, Double.NaN);
    }

    /** The part of the day in which night flow is measured, local time; may cross midnight. */
    public record Night(LocalTime startInclusive, LocalTime endExclusive) {}

    /** With units and ranges only. */
    public MeteringPoint(SensorId sensor, Unit flowUnit, Unit pressureUnit, Range flow, Range pressure) {
        this(
                sensor,
                flowUnit,
                pressureUnit,
                flow,
                pressure,
                MeterFlows.UNKNOWN,
                Optional.empty(),
                District.UNKNOWN,
                Register.CUBIC_METRES,
                1);
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
