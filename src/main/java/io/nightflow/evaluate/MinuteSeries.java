package io.nightflow.evaluate;

import io.nightflow.reading.Minute;
import java.util.Arrays;

/**
 * Values that come every so many minutes.
 *
 * @param first the minute of the first.
 * @param step minutes from one to the next.
 * @param flows m3/h, each the mean of its {@code step} minutes; NaN where there is none.
 */
record MinuteSeries(Minute first, int step, double[] flows) {
    private static final double DECIMALS = 1_000;

    /** The minute of a value. */
    Minute minute(int index) {
        return first.plus((long) step * index);
    }

    /** The index of the first value at a minute or after it, at most the number of values. */
    int index(Minute minute) {
        long minutes = (minute.epochSecond() - first.epochSecond()) / 60;
        return (int) Math.max(0, Math.min(flows.length, Math.floorDiv(minutes + step - 1, step)));
    }

    /** The mean of all; NaN where there is none. */
    double mean() {
        return Arrays.stream(flows)
                .filter(flow -> !Double.isNaN(flow))
                .average()
                .orElse(Double.NaN);
    }

    /** The same as means of more minutes, of whole steps; NaN where one of them is missing. */
    MinuteSeries every(int minutes) {
        int each = Math.max(1, minutes / step);
        double[] means = new double[flows.length / each];
        for (int i = 0; i < means.length; i++) {
            double sum = 0;
            for (int k = 0; k < each; k++) {
                sum += flows[i * each + k];
            }
            means[i] = Math.rint(sum / each * DECIMALS) / DECIMALS;
        }
        return new MinuteSeries(first, step * each, means);
    }

    /** How far the values stray from straight lines between the middles of hours, as a share of these. */
    double roughness(HourlyDemand hourly) {
        double squares = 0;
        int count = 0;
        for (int i = 0; i < flows.length; i++) {
            double line = hourly.line(minute(i), step / 2.0);
            if (!Double.isNaN(flows[i]) && line > 0) {
                double off = flows[i] / line - 1;
                squares += off * off;
                count++;
            }
        }
        return Math.sqrt(squares / count);
    }
}
