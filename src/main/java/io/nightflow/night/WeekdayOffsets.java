package io.nightflow.night;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What nights of each weekday usually have over the nights around them, learnt from all nights of the last ten weeks, high
 * ones too: else a weekend that is high from the first on is never learnt. How far a night lies from the median of the seven
 * around it is known three nights later; the median of its weekday is drawn to nothing by its own standard error, so that
 * noise is not taken for a weekday. The morning of a holiday counts as that of a Sunday.
 *
 * @param offsets m3/h, by weekday from Monday on.
 * @param counts of how many nights.
 */
record WeekdayOffsets(double[] offsets, int[] counts) {
    private static final int WEEKDAYS = 7;
    private static final int SUNDAY = 6;
    private static final int WEEKS = 10;
    private static final int AROUND = 3;
    private static final int AROUND_MIN = 4;

    /** As they are known before a morning, given the nights before it. */
    static WeekdayOffsets before(
            long day, List<PastNight> nights, ToDoubleFunction<PastNight> mean, NightHolidays holidays) {
        Map<Long, Double> means = new HashMap<>();
        long first = Long.MAX_VALUE;
        for (PastNight night : nights) {
            if (night.isComplete() && !Double.isNaN(mean.applyAsDouble(night))) {
                means.put(night.day(), mean.applyAsDouble(night));
                first = Math.min(first, night.day());
            }
        }
        List<double[]> byWeekday = new ArrayList<>();
        double[] all = new double[0];
        int[] weekdays = new int[0];
        long oldest = Math.max(first, day - WEEKS * WEEKDAYS - AROUND);
        if (!means.isEmpty()) {
            int length = (int) Math.max(0, day - AROUND - oldest);
            all = new double[length];
            weekdays = new int[length];
            for (int i = 0; i < length; i++) {
                all[i] = deviation(oldest + i, first, day, means);
                weekdays[i] = weekday(oldest + i, holidays);
            }
        }
        for (int weekday = 0; weekday < WEEKDAYS; weekday++) {
            byWeekday.add(of(weekday, all, weekdays));
        }
        int[] counts = byWeekday.stream().mapToInt(each -> each.length).toArray();
        return new WeekdayOffsets(shrunk(byWeekday, all, weekdays), counts);
    }

    /** From Monday on; a holiday is a Sunday. */
    static int weekday(long day, NightHolidays holidays) {
        return holidays.isHoliday(day)
                ? SUNDAY
                : LocalDate.ofEpochDay(day).getDayOfWeek().ordinal();
    }

    /** From the median of the seven nights around it; the first nights of all have the first seven around them. */
    private static double deviation(long day, long first, long before, Map<Long, Double> means) {
        long from = Math.max(first, day - AROUND);
        double[] around = new double[WEEKDAYS];
        int known = 0;
        for (int i = 0; i < WEEKDAYS; i++) {
            around[i] = means.getOrDefault(from + i, Double.NaN);
            known += Double.isNaN(around[i]) ? 0 : 1;
        }
        boolean isOver = from + WEEKDAYS <= before;
        return isOver && known >= AROUND_MIN ? means.getOrDefault(day, Double.NaN) - Medians.of(around) : Double.NaN;
    }

    private static double[] of(int weekday, double[] all, int[] weekdays) {
        double[] found = new double[all.length];
        int count = 0;
        for (int i = 0; i < all.length; i++) {
            if (weekdays[i] == weekday && !Double.isNaN(all[i])) {
                found[count++] = all[i];
            }
        }
        return Arrays.copyOf(found, count);
    }

    private static double[] shrunk(List<double[]> byWeekday, double[] all, int[] weekdays) {
        double spread = Medians.deviation(all);
        double[] first = shrunk(byWeekday, spread);
        double[] left = all.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] -= first[weekdays[i]];
        }
        return shrunk(byWeekday, Math.min(spread, Medians.deviation(left)));
    }

    private static double[] shrunk(List<double[]> byWeekday, double spread) {
        double[] offsets = new double[WEEKDAYS];
        for (int i = 0; i < WEEKDAYS; i++) {
            double[] of = byWeekday.get(i);
            if (of.length > 0) {
                double median = Medians.of(of);
                double error = spread / Math.sqrt(of.length);
                offsets[i] = Math.signum(median) * Math.max(0, Math.abs(median) - error);
            }
        }
        return offsets;
    }
}
