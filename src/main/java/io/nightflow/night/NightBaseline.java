package io.nightflow.night;

import io.nightflow.reading.Night;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What a night is compared with: the median of the last 14 accepted nights, and their median absolute deviation, at least
 * 2 % of it and 0.02 m3/h. Mornings of Saturday and Sunday are compared among themselves, and the others, where 5 of the
 * last 28 nights are of their kind.
 *
 * @param flow m3/h; NaN where fewer than 5 nights are accepted.
 * @param spread m3/h.
 * @param stray how far the 10-minute means of a night usually lie from their mean, as a standard deviation, m3/h.
 */
public record NightBaseline(double flow, double spread, double stray) {
    /** How many nights before one can matter. */
    public static final int NIGHTS_BEFORE = 28;

    private static final int NIGHTS = 14;
    private static final int NIGHTS_MIN = 5;
    private static final double SPREADS = 3;
    private static final double SPREAD_MIN = 0.02;
    private static final double SPREAD_FLOOR = 0.02;
    private static final double DEVIATION_OF_MEDIAN = 1.4826;

    /** For the night of a morning, given those before it, the newest first. */
    public static NightBaseline of(long day, List<Night> newestFirst) {
        List<Night> accepted = newestFirst.stream()
                .filter(night -> night.day() < day
                        && night.day() >= day - NIGHTS_BEFORE
                        && night.verdict().isAccepted())
                .toList();
        List<Night> alike = accepted.stream()
                .filter(night -> isWeekend(night.day()) == isWeekend(day))
                .toList();
        List<Night> used = (alike.size() >= NIGHTS_MIN ? alike : accepted)
                .stream().limit(NIGHTS).toList();
        if (used.size() < NIGHTS_MIN) {
            return new NightBaseline(Double.NaN, Double.NaN, Double.NaN);
        }
        double flow = median(used, Night::mean);
        double least = Math.max(SPREAD_FLOOR, SPREAD_MIN * flow);
        double spread = median(used, night -> Math.abs(night.mean() - flow));
        double stray = DEVIATION_OF_MEDIAN * median(used, Night::stray);
        return new NightBaseline(flow, Math.max(spread, least), Math.max(stray, least));
    }

    /** Above this mean a night is high, m3/h. */
    public double high() {
        return flow + SPREADS * spread;
    }

    /** Whether there is something to compare with. */
    public boolean isKnown() {
        return !Double.isNaN(flow);
    }

    private static boolean isWeekend(long day) {
        DayOfWeek of = LocalDate.ofEpochDay(day).getDayOfWeek();
        return of == DayOfWeek.SATURDAY || of == DayOfWeek.SUNDAY;
    }

    private static double median(List<Night> nights, ToDoubleFunction<Night> value) {
        return median(nights.stream().mapToDouble(value).toArray());
    }

    /** Sorts the numbers. */
    static double median(double[] numbers) {
        Arrays.sort(numbers);
        int middle = numbers.length / 2;
        return numbers.length % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
    }
}
