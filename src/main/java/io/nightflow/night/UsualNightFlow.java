package io.nightflow.night;

import java.util.Arrays;
import java.util.List;

/**
 * What the last nights usually show: the median of their means, and how far their 10-minute means stray from it.
 *
 * @param flow m3/h; NaN where fewer than 5 nights are known.
 * @param spread 1.4826 x the median distance of 10-minute means from it, at least 2 % of it; m3/h.
 */
public record UsualNightFlow(double flow, double spread) {
    /** How many nights are looked at. */
    public static final int NIGHTS = 14;

    private static final int NIGHTS_MIN = 5;
    private static final double DEVIATION_OF_MEDIAN = 1.4826;
    private static final double SPREAD_MIN = 0.02;

    /** Of nights, each with the 10-minute means of its hours of minimum flow. */
    public static UsualNightFlow of(List<double[]> nights) {
        List<double[]> known = nights.stream().filter(night -> night.length > 0).toList();
        if (known.size() < NIGHTS_MIN) {
            return new UsualNightFlow(Double.NaN, Double.NaN);
        }
        double flow = median(known.stream()
                .mapToDouble(night -> Arrays.stream(night).average().orElse(0))
                .toArray());
        double stray = median(known.stream()
                .flatMapToDouble(Arrays::stream)
                .map(mean -> Math.abs(mean - flow))
                .toArray());
        return new UsualNightFlow(flow, Math.max(DEVIATION_OF_MEDIAN * stray, SPREAD_MIN * flow));
    }

    private static double median(double[] numbers) {
        Arrays.sort(numbers);
        int middle = numbers.length / 2;
        return numbers.length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }
}
