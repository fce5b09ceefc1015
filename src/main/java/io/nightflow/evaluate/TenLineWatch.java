package io.nightflow.evaluate;

import io.nightflow.night.Medians;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * What anybody would write in ten lines, as a measure of what more is worth: the median of 14 nights, and an alarm where two
 * nights in a row lie more than three spreads (1.4826 x median absolute deviation, at least 2 %) above it. A night that is
 * high is one of the 14 once its alarm is told, or never.
 */
final class TenLineWatch implements NightWatch {
    private static final int NIGHTS = 14;
    private static final double SPREADS = 3;
    private static final double SPREAD_MIN = 0.02;

    private final Deque<Double> nights;
    private double high; // the night before, where it was; else NaN

    TenLineWatch() {
        this(new ArrayDeque<>(), Double.NaN);
    }

    private TenLineWatch(Deque<Double> nights, double high) {
        this.nights = nights;
        this.high = high;
    }

    @Override
    public boolean judge(long day, double mean, double dayMean) {
        if (Double.isNaN(mean)) {
            return false;
        }
        boolean isHigh = nights.size() == NIGHTS && mean > limit();
        boolean isAlarm = isHigh && !Double.isNaN(high);
        if (isAlarm) {
            learn(high);
        }
        if (isAlarm || !isHigh) {
            learn(mean);
        }
        high = isHigh && !isAlarm ? mean : Double.NaN;
        return isAlarm;
    }

    private void learn(double night) {
        nights.addLast(night);
        if (nights.size() > NIGHTS) {
            nights.removeFirst();
        }
    }

    private double limit() {
        double[] before = nights.stream().mapToDouble(Double::doubleValue).toArray();
        double usual = Medians.of(before);
        double spread = Medians.deviation(
                Arrays.stream(before).map(night -> night - usual).toArray());
        return usual + SPREADS * Math.max(spread, SPREAD_MIN * usual);
    }

    @Override
    public NightWatch copy() {
        return new TenLineWatch(new ArrayDeque<>(nights), high);
    }
}
