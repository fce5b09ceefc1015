package io.nightflow.forecast;

import java.util.Arrays;

/**
 * What is expected of the 168 local hours from an origin on, with the band in which 8 of 10 should lie; NaN where nothing
 * is known. Of the hour after them, the same hour a week ahead, the usual is expected, without a band.
 */
public record WeekAhead(double[] mean, double[] low, double[] high) {
    /** Nothing is known. */
    public static final WeekAhead UNKNOWN = new WeekAhead(filled(), filled(), filled());

    /** The quantiles that a model gives of each hour, in this order. */
    static final double[] QUANTILES = {0.1, 0.5, 0.9};

    /** How many numbers a model gives of a window: three quantiles of each hour. */
    static final int NUMBERS = Window.AHEAD * QUANTILES.length;

    private static double[] filled() {
        double[] unknown = new double[Window.AHEAD + 1];
        Arrays.fill(unknown, Double.NaN);
        return unknown;
    }

    /** What a baseline says of a window. */
    public static WeekAhead of(NaiveForecast baseline, Window window) {
        WeekAhead ahead = new WeekAhead(filled(), filled(), filled());
        for (int hour = 0; hour < Window.AHEAD; hour++) {
            ahead.mean[hour] = baseline.at(window, hour);
        }
        ahead.mean[Window.AHEAD] = window.usual(Window.AHEAD);
        return ahead;
    }

    /**
     * What a model says of a window: deviations from the usual, in the window's spread. Where the series was never negative
     * it is not expected to be.
     *
     * @param from where the window's numbers begin.
     */
    static WeekAhead ofModel(Window window, float[] numbers, int from) {
        double spread = window.spread();
        double floor = window.isNeverNegative() ? 0 : Double.NEGATIVE_INFINITY;
        WeekAhead ahead = new WeekAhead(filled(), filled(), filled());
        for (int hour = 0; hour < Window.AHEAD; hour++) {
            int at = from + hour * QUANTILES.length;
            double usual = window.usual(hour);
            double mean = Math.max(floor, usual + spread * numbers[at + 1]);
            ahead.mean[hour] = mean;
            ahead.low[hour] = Math.min(mean, Math.max(floor, usual + spread * numbers[at]));
            ahead.high[hour] = Math.max(mean, usual + spread * numbers[at + 2]);
        }
        ahead.mean[Window.AHEAD] = window.usual(Window.AHEAD);
        return ahead;
    }

    /** Whether there is a mean for the first hour. */
    public boolean isKnown() {
        return !Double.isNaN(mean[0]);
    }
}
