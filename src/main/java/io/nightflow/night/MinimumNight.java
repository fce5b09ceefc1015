package io.nightflow.night;

import io.nightflow.reading.NightFlow;
import io.nightflow.reading.NightLoss;
import io.nightflow.reading.NightMeasure;
import java.util.List;

/** What the hours of minimum flow of one night show, by their 10-minute means. */
public final class MinimumNight {
    private static final double COMPLETE = 0.8;
    private static final int HOUR_WINDOWS = 6;
    private static final long TEN_MINUTES = 600;
    private static final double LITRES = 1_000;

    private MinimumNight() {}

    /**
     * Measures.
     *
     * @param tens the 10-minute means, in the order of time.
     * @param expected how many there would be.
     */
    public static NightMeasure measure(List<NightFlow> tens, int expected) {
        if (tens.isEmpty() || tens.size() < COMPLETE * expected) {
            double none = Double.NaN;
            return new NightMeasure(none, none, none, none, tens.size(), expected);
        }
        double mean = tens.stream().mapToDouble(NightFlow::mean).sum() / tens.size();
        return new NightMeasure(
                mean,
                minimumHour(tens),
                tens.stream().mapToDouble(NightFlow::mean).min().orElse(mean),
                Medians.of(tens.stream()
                        .mapToDouble(ten -> Math.abs(ten.mean() - mean))
                        .toArray()),
                tens.size(),
                expected);
    }

    /** What a mean says of leakage, m3/h. */
    public static NightLoss loss(double mean, NightInputs inputs) {
        double net = Math.max(0, mean - inputs.legitimate());
        return new NightLoss(net, net * inputs.dayFactor(), net * LITRES / inputs.connections());
    }

    /** The lowest mean of an hour without gaps; NaN where there is none. */
    private static double minimumHour(List<NightFlow> tens) {
        double minimum = Double.NaN;
        for (int i = 0; i + HOUR_WINDOWS <= tens.size(); i++) {
            List<NightFlow> hour = tens.subList(i, i + HOUR_WINDOWS);
            long span = hour.get(HOUR_WINDOWS - 1).last().epochSecond()
                    - hour.get(0).last().epochSecond();
            if (span == (HOUR_WINDOWS - 1) * TEN_MINUTES) {
                double mean = hour.stream().mapToDouble(NightFlow::mean).sum() / HOUR_WINDOWS;
                minimum = Double.isNaN(minimum) ? mean : Math.min(minimum, mean);
            }
        }
        return minimum;
    }
}
