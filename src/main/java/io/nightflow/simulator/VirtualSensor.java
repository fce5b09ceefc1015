package io.nightflow.simulator;

import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;

/**
 * A district meter point: a daily and weekly demand with noise, a pressure that falls as the flow grows, and events. The
 * same seed and minute give the same values, whatever was asked before.
 *
 * @param id its id.
 * @param meanFlow mean flow in m3/h.
 * @param supplyPressure pressure at no flow, bar.
 * @param seed of the noise.
 * @param zone in which people get up.
 * @param events what happens to it.
 */
public record VirtualSensor(
        SensorId id, double meanFlow, double supplyPressure, long seed, ZoneId zone, List<Event> events) {
    private static final double[] DAY = {
        0.45, 0.38, 0.34, 0.33, 0.36, 0.55, 0.95, 1.45, 1.50, 1.30, 1.20, 1.20,
        1.30, 1.25, 1.10, 1.00, 1.00, 1.10, 1.30, 1.45, 1.40, 1.15, 0.85, 0.60
    };
    private static final double WEEKEND = 1.08;
    private static final double NOISE = 0.03;
    private static final double NOISE_BAR = 0.01;

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
        ZonedDateTime local = minute.start().atZone(zone);
        Random random = new Random(seed * 1_000_003 + minute.epochSecond());
        random.nextLong();
        double demand = meanFlow * ofDay(local.toLocalTime()) * ofWeek(local);
        double flow = demand * (1 + NOISE * random.nextGaussian());
        for (Event event : events) {
            flow = event.holds(minute) ? changedFlow(event, flow) : flow;
        }
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

    private static double ofDay(LocalTime time) {
        double next = time.getMinute() / 60.0;
        int hour = time.getHour();
        return DAY[hour] * (1 - next) + DAY[(hour + 1) % DAY.length] * next;
    }

    private static double ofWeek(ZonedDateTime time) {
        return time.getDayOfWeek().getValue() > 5 ? WEEKEND : 1;
    }

    private static double round(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
