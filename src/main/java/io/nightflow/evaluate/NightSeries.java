package io.nightflow.evaluate;

import io.nightflow.forecast.SensorSeries;
import io.nightflow.night.MinimumNight;
import java.util.Arrays;

/**
 * The nights of one zone: the mean flow of the hours of minimum flow, 02:00 to 05:00 of the local clock.
 *
 * @param zone its name.
 * @param first the day of the first morning, in days since 1970.
 * @param nights m3/h, one a day; NaN where an hour is missing.
 * @param days the mean flow of the 24 hours up to the end of each night, m3/h; NaN where more than a fifth of them is missing.
 * @param mean of all hours of the zone, m3/h.
 */
record NightSeries(String zone, long first, double[] nights, double[] days, double mean) {
    private static final int DAY_HOURS = 24;
    private static final int FROM_HOUR = 2;
    private static final int TO_HOUR = 5;
    /** How much of a leak that begins with the hours of minimum flow is in the day up to their end. */
    static final double FIRST_DAY = (double) (TO_HOUR - FROM_HOUR) / DAY_HOURS;

    /** Of hourly means. */
    static NightSeries of(SensorSeries hours) {
        long first = Math.floorDiv(hours.first() - FROM_HOUR + DAY_HOURS - 1, DAY_HOURS);
        long end = Math.floorDiv(hours.first() + hours.means().length - TO_HOUR, DAY_HOURS) + 1;
        double[] nights = new double[Math.toIntExact(Math.max(0, end - first))];
        double[] days = new double[nights.length];
        for (int i = 0; i < nights.length; i++) {
            int from = Math.toIntExact((first + i) * DAY_HOURS + FROM_HOUR - hours.first());
            nights[i] = Arrays.stream(hours.means(), from, from + TO_HOUR - FROM_HOUR)
                    .average()
                    .orElse(Double.NaN);
            days[i] = day(hours.means(), from + TO_HOUR - FROM_HOUR);
        }
        double mean = Arrays.stream(hours.means())
                .filter(flow -> !Double.isNaN(flow))
                .average()
                .orElse(Double.NaN);
        return new NightSeries(hours.name(), first, nights, days, mean);
    }

    private static double day(double[] hours, int to) {
        double[] known = Arrays.stream(hours, Math.max(0, to - DAY_HOURS), to)
                .filter(flow -> !Double.isNaN(flow))
                .toArray();
        return MinimumNight.isEnough(known.length, DAY_HOURS)
                ? Arrays.stream(known).average().orElse(Double.NaN)
                : Double.NaN;
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
