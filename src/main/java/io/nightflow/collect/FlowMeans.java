package io.nightflow.collect;

import io.nightflow.reading.Minute;
import java.util.OptionalDouble;

/** Means of a minute, over the looks that were in it. */
final class FlowMeans {
    private static final double MINUTE = 60;

    private Minute minute = new Minute(0);
    private double flow;
    private int flows;
    private double pressure;
    private int pressures;
    private boolean isSuspect;

    /** A minute's means; NaN for none, and how much of it was looked at: 1 for all. */
    record Means(Minute minute, double flow, double pressure, double covered, boolean isSuspect) {}

    /** The minute that looks are in. */
    Minute minute() {
        return minute;
    }

    boolean isEmpty() {
        return flows + pressures == 0;
    }

    void add(double flowNow, double pressureNow, boolean suspect) {
        if (!Double.isNaN(flowNow)) {
            flow += flowNow;
            flows++;
        }
        if (!Double.isNaN(pressureNow)) {
            pressure += pressureNow;
            pressures++;
        }
        isSuspect |= suspect;
    }

    /** Ends the minute and begins another one. */
    Means close(Minute next, double everySeconds) {
        double expected = Math.max(1, MINUTE / Math.max(1, everySeconds));
        Means means = new Means(
                minute,
                mean(flow, flows).orElse(Double.NaN),
                mean(pressure, pressures).orElse(Double.NaN),
                flows / expected,
                isSuspect);
        minute = next;
        flow = 0;
        flows = 0;
        pressure = 0;
        pressures = 0;
        isSuspect = false;
        return means;
    }

    private static OptionalDouble mean(double sum, int count) {
        return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
    }
}
