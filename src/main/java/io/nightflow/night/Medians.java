package io.nightflow.night;

import java.util.Arrays;

/** Medians of few numbers; NaN of none. */
public final class Medians {
    /** A standard deviation, where the median absolute deviation is 1. */
    static final double DEVIATION = 1.4826;

    private Medians() {}

    /** Leaves the numbers as they are; NaN among them does not count. */
    public static double of(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted); // NaN last
        int count = sorted.length;
        while (count > 0 && Double.isNaN(sorted[count - 1])) {
            count--;
        }
        return count == 0 ? Double.NaN : (sorted[count / 2] + sorted[count - 1 - count / 2]) / 2;
    }

    /** The median absolute value, as the standard deviation that it stands for. */
    public static double deviation(double[] numbers) {
        double[] distances = numbers.clone();
        for (int i = 0; i < distances.length; i++) {
            distances[i] = Math.abs(distances[i]);
        }
        return DEVIATION * of(distances);
    }
}
