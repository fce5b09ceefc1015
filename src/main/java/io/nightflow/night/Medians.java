package io.nightflow.night;

import java.util.Arrays;

/** Medians of few numbers; NaN of none. */
final class Medians {
    /** A standard deviation, where the median absolute deviation is 1. */
    static final double DEVIATION = 1.4826;

    private Medians() {}

    /** Leaves the numbers as they are; NaN among them does not count. */
    static double of(double[] numbers) {
        double[] sorted = Arrays.stream(numbers)
                .filter(each -> !Double.isNaN(each))
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length == 0 ? Double.NaN : (sorted[middle] + sorted[sorted.length - 1 - middle]) / 2;
    }

    /** The median absolute value, as the standard deviation that it stands for. */
    static double deviation(double[] numbers) {
        return DEVIATION * of(Arrays.stream(numbers).map(Math::abs).toArray());
    }
}
