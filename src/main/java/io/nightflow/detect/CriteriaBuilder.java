package io.nightflow.detect;

import io.nightflow.night.Medians;
import io.nightflow.reading.Minute;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Builds the criteria of one quantity of one sensor from its history, in the order of time. Usual is the median of an hour
 * of the week over all weeks; the spread is 1.4826 x the median of how far the minutes of an hour of the day strayed from
 * what was expected of them ({@link ExpectedMinutes}). Holds the history in memory: 16 bytes a minute.
 */
public final class CriteriaBuilder {
    private static final Duration SPAN_MIN = Duration.ofDays(14);
    private static final int DAY_HOURS = 24;
    private static final int HOURS_MIN = 168;
    private static final int HOUR_MINUTES_MIN = 3;
    private static final long HOUR = 3_600;

    private final WeekClock clock;
    private long[] seconds = new long[1_024];
    private double[] values = new double[1_024];
    private int count;

    /** By this clock. */
    public CriteriaBuilder(WeekClock clock) {
        this.clock = clock;
    }

    /** Adds a believed value; NaN is left out. */
    public void add(Minute minute, double value) {
        if (Double.isNaN(value)) {
            return;
        }
        if (count == values.length) {
            seconds = Arrays.copyOf(seconds, 2 * count);
            values = Arrays.copyOf(values, 2 * count);
        }
        seconds[count] = minute.epochSecond();
        values[count] = value;
        count++;
    }

    /** The criteria; empty where there is less than two weeks, or less than half of two weeks' hours. */
    public Optional<Criteria> build() {
        if (count == 0 || seconds[count - 1] + 60 - seconds[0] < SPAN_MIN.toSeconds()) {
            return Optional.empty();
        }
        List<List<Double>> hours = hourlyMeans();
        if (hours.stream().mapToInt(List::size).sum() < HOURS_MIN) {
            return Optional.empty();
        }
        Profile profile = new Profile();
        Criteria.Numbers all = numbers();
        set(profile, hours, hour -> all.deviation() / 2);
        double[] strays = strays(profile);
        set(profile, hours, hour -> strays[hour % DAY_HOURS]);
        Criteria.Numbers numbers = new Criteria.Numbers(
                all.mean(), all.deviation(), new WindowShare(clock, profile, seconds, values, count).get());
        return Optional.of(
                new Criteria(profile, numbers, new Minute(seconds[0]), new Minute(seconds[count - 1]).plus(1)));
    }

    private interface SpreadOfHour {
        double of(int hour);
    }

    private static void set(Profile profile, List<List<Double>> hours, SpreadOfHour spread) {
        profile.clear();
        for (int hour = 0; hour < WeekClock.HOURS; hour++) {
            List<Double> weeks = hours.get(hour);
            if (!weeks.isEmpty()) {
                double[] means = weeks.stream().mapToDouble(Double::doubleValue).toArray();
                profile.set(hour, Medians.of(means), spread.of(hour), weeks.size());
            }
        }
    }

    private List<List<Double>> hourlyMeans() {
        List<List<Double>> hours = new ArrayList<>();
        for (int hour = 0; hour < WeekClock.HOURS; hour++) {
            hours.add(new ArrayList<>());
        }
        double sum = 0;
        int minutes = 0;
        for (int i = 0; i < count; i++) {
            sum += values[i];
            minutes++;
            boolean last = i + 1 == count || Math.floorDiv(seconds[i + 1], HOUR) != Math.floorDiv(seconds[i], HOUR);
            if (last) {
                if (minutes >= HOUR_MINUTES_MIN) {
                    hours.get(clock.hour(seconds[i])).add(sum / minutes);
                }
                sum = 0;
                minutes = 0;
            }
        }
        return hours;
    }

    private Criteria.Numbers numbers() {
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            double off = values[i] - mean;
            mean += off / (i + 1);
            squares += off * (values[i] - mean);
        }
        return new Criteria.Numbers(mean, Math.sqrt(squares / Math.max(1, count - 1)), 1);
    }

    /** How far minutes stray, for each hour of the day. */
    private double[] strays(Profile profile) {
        ExpectedMinutes minutes = new ExpectedMinutes(clock, profile);
        double[] off = new double[count];
        int[] ofDay = new int[count];
        int[] sizes = new int[DAY_HOURS];
        for (int i = 0; i < count; i++) {
            off[i] = Math.abs(values[i] - minutes.next(values[i], seconds[i]));
            ofDay[i] = minutes.hour() % DAY_HOURS;
            sizes[ofDay[i]]++;
        }
        double[] spreads = new double[DAY_HOURS];
        for (int day = 0; day < DAY_HOURS; day++) {
            double[] hour = new double[sizes[day]];
            int n = 0;
            for (int i = 0; i < count; i++) {
                if (ofDay[i] == day) {
                    hour[n] = off[i];
                    n++;
                }
            }
            spreads[day] = n == 0 ? 0 : Medians.deviation(hour);
        }
        return spreads;
    }
}
