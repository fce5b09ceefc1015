package io.nightflow.evaluate;

import io.nightflow.forecast.SensorSeries;
import java.util.Arrays;

/**
 * The nights of one zone: the mean flow of the hours of minimum flow, 02:00 to 05:00 of the local clock.
 *
 * @param zone its name.
 * @param first the day of the first morning, in days since 1970.
 * @param nights m3/h, one a day; NaN where an hour is missing.
 * @param mean of all hours of the zone, m3/h.
 */
record NightSeries(String zone, long first, double[] nights, double mean) {
    private static final int DAY_HOURS = 24;
    private static final int FROM_HOUR = 2;
    private static final int TO_HOUR = 5;

    /** Of hourly means. */
    static NightSeries of(SensorSeries hours) {
        long first = Math.floorDiv(hours.first() - FROM_HOUR + DAY_HOURS - 1, DAY_HOURS);
        long end = Math.floorDiv(hours.first() + hours.means().length - TO_HOUR, DAY_HOURS) + 1;
        double[] nights = new double[Math.toIntExact(Math.max(0, end - first))];
        for (int i = 0; i < nights.length; i++) {
            int from = Math.toIntExact((first + i) * DAY_HOURS + FROM_HOUR - hours.first());
            nights[i] = Arrays.stream(hours.means(), from, from + TO_HOUR - FROM_HOUR)
                    .average()
                    .orElse(Double.NaN);
        }
        double mean = Arrays.stream(hours.means())
                .filter(flow -> !Double.isNaN(flow))
                .average()
                .orElse(Double.NaN);
        return new NightSeries(hours.name(), first, nights, mean);
    }

    /** The night of a morning. */
    double night(long day) {
        return nights[index(day)];
    }

    /** The index of a morning, within the series. */
    int index(long day) {
        return (int) Math.max(0, Math.min(nights.length, day - first));
    }
}
