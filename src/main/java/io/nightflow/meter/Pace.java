package io.nightflow.meter;

import io.nightflow.meter.Totaliser.Sample;

/**
 * How fast a register has counted so far: a step that is far faster than all of a day, though the meter could make it, is a
 * wrong value or another meter more often than water.
 */
final class Pace {
    private static final double UNHEARD_OF = 5;
    private static final double ANOTHER_METER = 20;
    private static final double DAY = 86_400;
    private static final int LOOKS_MIN = 20;

    private double fastest; // m3 a second
    private double since = Double.NaN;
    private double until;
    private int looks;

    /** A register counted so much; within at most these seconds. */
    void add(double change, double within, double second) {
        since = Double.isNaN(since) ? second - within : since;
        until = second;
        looks++;
        fastest = Math.max(fastest, Math.abs(change) / within);
    }

    boolean isUnheardOf(Sample from, Sample to) {
        return isFaster(from, to, UNHEARD_OF);
    }

    boolean isAnotherMeter(Sample from, Sample to) {
        return isFaster(from, to, ANOTHER_METER);
    }

    private boolean isFaster(Sample from, Sample to, double times) {
        boolean isKnown = until - since >= DAY && looks >= LOOKS_MIN && fastest > 0;
        double pace = Math.abs(to.total() - from.total()) / (to.second() - from.second());
        return isKnown && pace > times * fastest;
    }
}
