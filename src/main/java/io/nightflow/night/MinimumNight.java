package io.nightflow.night;

import io.nightflow.reading.NightLoss;
import io.nightflow.reading.NightMeasure;
import io.nightflow.reading.TenMinuteFlow;
import java.util.List;

/** What the hours of minimum flow of one night show, by their 10-minute means. */
public final class MinimumNight {
    private static final double COMPLETE = 0.8;
    private static final int HOUR_WINDOWS = 6;
    private static final int DAY_WINDOWS = 144;
    private static final long TEN_MINUTES = 600;
    private static final double LITRES = 1_000;

    private MinimumNight() {}

    /**
     * Measures.
     *
     * @param tens the 10-minute means, in the order of time.
     * @param expected how many there would be.
     * @param dayMean of the day up to its end, m3/h.
     */
    public static NightMeasure measure(List<TenMinuteFlow> tens, int expected, double dayMean) {
        if (tens.isEmpty() || !isEnough(tens.size(), expected)) {
            double none = Double.NaN;
            return new NightMeasure(none, none, none, none, tens.size(), expected, dayMean);
        }
        double mean = tens.stream().mapToDouble(TenMinuteFlow::mean).sum() / tens.size();
        return new NightMeasure(
                mean,
                minimumHour(tens),
                tens.stream().mapToDouble(TenMinuteFlow::mean).min().orElse(mean),
                Medians.of(tens.stream()
                        .mapToDouble(ten -> Math.abs(ten.mean() - mean))
                        .toArray()),
                tens.size(),
                expected,
                dayMean);
    }

    /** The mean of the 10-minute means of 24 hours, m3/h; NaN with fewer than 80 % of them. */
    public static double dayMean(List<TenMinuteFlow> tens) {
        return isEnough(tens.size(), DAY_WINDOWS)
                ? tens.stream().mapToDouble(TenMinuteFlow::mean).sum() / tens.size()
                : Double.NaN;
    }

    /** Whether a mean may stand for a time of which so many of so many parts are known: 80 %. */
    public static boolean isEnough(int known, int expected) {
        return known >= COMPLETE * expected;
    }

    /** What a mean says of leakage, m3/h. */
    public static NightLoss loss(double mean, DmaFacts inputs) {
        double net = Math.max(0, mean - inputs.legitimate());
        return new NightLoss(net, net * inputs.nightDayFactor(), net * LITRES / inputs.connections());
    }

    /** The lowest mean of an hour without gaps; NaN where there is none. */
    private static double minimumHour(List<TenMinuteFlow> tens) {
        double minimum = Double.NaN;
        for (int i = 0; i + HOUR_WINDOWS <= tens.size(); i++) {
            List<TenMinuteFlow> hour = tens.subList(i, i + HOUR_WINDOWS);
            long span = hour.get(HOUR_WINDOWS - 1).last().epochSecond()
                    - hour.get(0).last().epochSecond();
            if (span == (HOUR_WINDOWS - 1) * TEN_MINUTES) {
                double mean = hour.stream().mapToDouble(TenMinuteFlow::mean).sum() / HOUR_WINDOWS;
                minimum = Double.isNaN(minimum) ? mean : Math.min(minimum, mean);
            }
        }
        return minimum;
    }
}
