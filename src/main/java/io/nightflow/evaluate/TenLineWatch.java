package io.nightflow.evaluate;

import io.nightflow.night.Medians;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * What anybody would write in ten lines, as a measure of what more is worth: the median of the last 14 nights that were not
 * high, and an alarm where two nights in a row lie more than three spreads (1.4826 x median absolute deviation, at least 2 %)
 * above it.
 */
final class TenLineWatch implements NightWatch {
    private static final int NIGHTS = 14;
    private static final double SPREADS = 3;
    private static final double SPREAD_MIN = 0.02;

    private final Deque<Double> nights;
    private boolean wasHigh;

    TenLineWatch() {
        this(new ArrayDeque<>(), false);
    }

    private TenLineWatch(Deque<Double> nights, boolean wasHigh) {
        this.nights = nights;
        this.wasHigh = wasHigh;
    }

    @Override
    public boolean judge(long day, double mean) {
        if (Double.isNaN(mean)) {
            return false;
        }
        boolean isHigh = nights.size() == NIGHTS && mean > limit();
        boolean isAlarm = isHigh && wasHigh;
        wasHigh = isHigh;
        if (!isHigh) {
            nights.addLast(mean);
            if (nights.size() > NIGHTS) {
                nights.removeFirst();
            }
        }
        return isAlarm;
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
        return new TenLineWatch(new ArrayDeque<>(nights), wasHigh);
    }
}
