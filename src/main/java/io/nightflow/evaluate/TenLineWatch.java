package io.nightflow.evaluate;

import io.nightflow.night.Medians;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * What anybody would write in ten lines, as a measure of what more is worth: the median of 14 nights, and an alarm where the
 * two nights after them lie more than three spreads (1.4826 x median absolute deviation, at least 2 %) above it.
 */
final class TenLineWatch implements NightWatch {
    private static final int NIGHTS = 14;
    private static final double SPREADS = 3;
    private static final double SPREAD_MIN = 0.02;

    private final Deque<Double> nights;

    TenLineWatch() {
        this(new ArrayDeque<>());
    }

    private TenLineWatch(Deque<Double> nights) {
        this.nights = nights;
    }

    @Override
    public boolean judge(long day, double mean) {
        if (Double.isNaN(mean)) {
            return false;
        }
        nights.addLast(mean);
        if (nights.size() < NIGHTS + 2) {
            return false;
        }
        double[] last = nights.stream().mapToDouble(Double::doubleValue).toArray();
        nights.removeFirst();
        double usual = Medians.of(Arrays.copyOf(last, NIGHTS));
        double spread = Medians.deviation(
                Arrays.stream(last, 0, NIGHTS).map(night -> night - usual).toArray());
        double high = usual + SPREADS * Math.max(spread, SPREAD_MIN * usual);
        return last[NIGHTS] > high && last[NIGHTS + 1] > high;
    }

    @Override
    public NightWatch copy() {
        return new TenLineWatch(new ArrayDeque<>(nights));
    }
}
