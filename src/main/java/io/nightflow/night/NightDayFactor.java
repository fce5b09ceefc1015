package io.nightflow.night;

import io.nightflow.night.NightRecords.PressureAt;
import io.nightflow.night.NightRecords.Span;
import java.util.List;

/**
 * The night-day factor: for how many hours of a day the leakage of its night counts, for pressure falls by day and leaks with
 * it. Each of the 24 hours up to the night's end weighs (its pressure / pressure of the night) ^ N1.
 */
final class NightDayFactor {
    private static final int DAY_MINUTES = 1_440;
    private static final double DAY_HOURS = 24;

    private NightDayFactor() {}

    /**
     * Hours a day.
     *
     * @param exponent N1; NaN where it is not known.
     * @return 24 where the exponent is not known, or fewer than half of the day's pressures.
     */
    static double of(List<PressureAt> day, Span night, double exponent) {
        double mean = day.stream()
                .filter(each -> !each.minute().isBefore(night.from()))
                .mapToDouble(PressureAt::bar)
                .average()
                .orElse(Double.NaN);
        if (Double.isNaN(exponent) || day.size() < DAY_MINUTES / 2 || !(mean > 0)) {
            return DAY_HOURS;
        }
        return DAY_HOURS
                * day.stream()
                        .mapToDouble(each -> Math.pow(Math.max(0, each.bar()) / mean, exponent))
                        .average()
                        .orElse(1);
    }
}
