package io.nightflow.simulator;

import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/**
 * A district meter point: what people draw, a pressure that falls as the flow grows, and events. The same seed and minute
 * give the same values, whatever was asked before.
 *
 * @param id its id.
 * @param meanFlow mean flow in m3/h.
 * @param supplyPressure pressure at no flow, bar.
 * @param seed of the noise.
 * @param zone in which people get up.
 * @param holidays its holidays.
 * @param events what happens to it.
 */
public record VirtualSensor(
        SensorId id,
        double meanFlow,
        double supplyPressure,
        long seed,
        ZoneId zone,
        Predicate<LocalDate> holidays,
        List<Event> events) {
    private static final double NOISE_BAR = 0.01;

    /** Without holidays. */
    public VirtualSensor(
            SensorId id, double meanFlow, double supplyPressure, long seed, ZoneId zone, List<Event> events) {
        this(id, meanFlow, supplyPressure, seed, zone, date -> false, events);
    }

    /** What happens from one minute to another. */
    public record Event(Minute from, Minute to, Kind kind, double size) {
        boolean holds(Minute minute) {
            return !minute.isBefore(from) && minute.isBefore(to);
        }
    }

    /** Kinds of events; {@code size} is their measure. */
    public enum Kind {
        /** Constant extra flow, m3/h. */
        LEAK,
        /** The flow is multiplied. */
        FLOW_GLITCH,
        /** The pressure reads this many bar. */
        PRESSURE_FAULT,
        /** The flow stands at this value. */
        STUCK
    }

    /** What the meter shows. */
    public record Values(double flow, double pressure) {}

    /** The values of a minute. */
    public Values at(Minute minute) {
        double flow = meanFlow * new Consumption(meanFlow, seed, zone, holidays).at(minute);
        for (Event event : events) {
            flow = event.holds(minute) ? changedFlow(event, flow) : flow;
        }
        Random random = new Random(seed * 1_000_003 + minute.epochSecond());
        random.nextLong();
        double pressure = new Hydraulics(supplyPressure, meanFlow).pressure(flow) + NOISE_BAR * random.nextGaussian();
        for (Event event : events) {
            pressure = event.holds(minute) && event.kind() == Kind.PRESSURE_FAULT ? event.size() : pressure;
        }
        return new Values(round(flow), round(pressure));
    }

    private static double changedFlow(Event event, double flow) {
        return switch (event.kind()) {
            case LEAK -> flow + event.size();
            case FLOW_GLITCH -> flow * event.size();
            case STUCK -> event.size();
            case PRESSURE_FAULT -> flow;
        };
    }

    private static double round(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
