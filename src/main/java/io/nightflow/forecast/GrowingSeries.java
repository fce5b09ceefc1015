package io.nightflow.forecast;

import java.util.Arrays;

/** Hourly means of one sensor while they are read, in any order. */
public final class GrowingSeries {
    private static final int FIRST_HOURS = 1_024;

    private long first;
    private int hours;
    private double[] means = new double[0];

    /** Sets the mean of a local hour; hours come in any order. */
    public void put(long hour, double mean) {
        if (means.length == 0) {
            first = hour;
            means = unknown(FIRST_HOURS);
        }
        if (hour < first) {
            int earlier = Math.toIntExact(first - hour);
            double[] longer = unknown(means.length + earlier);
            System.arraycopy(means, 0, longer, earlier, hours);
            means = longer;
            hours += earlier;
            first = hour;
        }
        int index = Math.toIntExact(hour - first);
        if (index >= means.length) {
            double[] longer = unknown(Math.max(index + 1, 2 * means.length));
            System.arraycopy(means, 0, longer, 0, hours);
            means = longer;
        }
        means[index] = mean;
        hours = Math.max(hours, index + 1);
    }

    private static double[] unknown(int hours) {
        double[] means = new double[hours];
        Arrays.fill(means, Double.NaN);
        return means;
    }

    /** All of it, with NaN for the hours that have no mean. */
    public SensorSeries series(String name) {
        return new SensorSeries(name, first, Arrays.copyOf(means, hours));
    }
}
