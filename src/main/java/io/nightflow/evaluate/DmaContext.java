package io.nightflow.evaluate;

import io.nightflow.detect.NightUsual;
import io.nightflow.detect.SensorContext;
import io.nightflow.night.MinimumNight;
import io.nightflow.night.NightAnswers;
import io.nightflow.night.NightHolidays;
import io.nightflow.night.NightOutlook;
import io.nightflow.night.NightRule;
import io.nightflow.night.NightWindow;
import io.nightflow.night.PastNight;
import io.nightflow.night.TenMinutes;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.NightLoss;
import io.nightflow.reading.NightMeasure;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.TenMinuteFlow;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** What the gateway would have known at each minute: forecasts and nights, made of the believed values before it. */
final class DmaContext implements SensorContext {
    private static final int WEEKS = 4;
    private static final int DAY_MINUTES = 1_440;
    private static final int WEEK_MINUTES = 7 * DAY_MINUTES;
    private static final int TEN = 10;
    private static final SensorId SENSOR = new SensorId("zone");

    private final NightHolidays holidays;
    private final NightRule rule;
    private final NightWindow night;
    private final NightWindow minimumNight;
    private final Map<Minute, Double> hours;
    private final Deque<Night> nights;
    private final List<TenMinuteFlow> tonight;
    private final Deque<TenMinuteFlow> lastDay;
    private long day = -1;
    private double hourSum;
    private int hourCount;
    private double tenSum;
    private int tenCount;
    private double dayMean = Double.NaN;

    DmaContext(ZoneId zone, NightHolidays holidays) {
        this.holidays = holidays;
        rule = new NightRule(holidays);
        hours = new HashMap<>();
        nights = new ArrayDeque<>();
        tonight = new ArrayList<>();
        lastDay = new ArrayDeque<>();
        night = new NightWindow(LocalTime.of(22, 0), LocalTime.of(5, 0), zone);
        minimumNight = new NightWindow(LocalTime.of(2, 0), LocalTime.of(5, 0), zone);
    }

    /** What is known so far, to go on from by itself. */
    DmaContext(DmaContext other) {
        holidays = other.holidays;
        rule = other.rule;
        night = other.night;
        minimumNight = other.minimumNight;
        hours = new HashMap<>(other.hours);
        nights = new ArrayDeque<>(other.nights);
        tonight = new ArrayList<>(other.tonight);
        lastDay = new ArrayDeque<>(other.lastDay);
        dayMean = other.dayMean;
        day = other.day;
        hourSum = other.hourSum;
        hourCount = other.hourCount;
        tenSum = other.tenSum;
        tenCount = other.tenCount;
    }

    /** Takes a minute in; NaN where there is none, or none to be believed. */
    void add(Minute minute, double flow) {
        if (!Double.isNaN(flow)) {
            hourSum += flow;
            hourCount++;
            tenSum += flow;
            tenCount++;
        }
        if (minute.plus(1).isFullHour()) {
            if (hourCount > 0) {
                hours.put(minute.hour(), hourSum / hourCount);
            }
            hourSum = 0;
            hourCount = 0;
        }
        if (minute.equals(minute.lastOfTen())) {
            if (tenCount >= TenMinutes.MINUTES_MIN) {
                add(new TenMinuteFlow(SENSOR, minute, tenSum / tenCount, tenCount));
            }
            while (!lastDay.isEmpty() && lastDay.getFirst().last().isBefore(minute.plus(1 - DAY_MINUTES))) {
                lastDay.removeFirst();
            }
            if (minimumNight.contains(minute) && endsMinimumNight(minute)) {
                dayMean = MinimumNight.dayMean(List.copyOf(lastDay));
            }
            tenSum = 0;
            tenCount = 0;
        }
    }

    private void add(TenMinuteFlow ten) {
        if (minimumNight.contains(ten.last())) {
            tonight.add(ten);
        }
        lastDay.addLast(ten);
    }

    @Override
    public double forecast(Quantity quantity, Minute hour) {
        if (quantity != Quantity.FLOW) {
            return Double.NaN;
        }
        return IntStream.rangeClosed(1, WEEKS)
                .mapToObj(week -> hours.get(hour.plus(-(long) week * WEEK_MINUTES)))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(Double.NaN);
    }

    @Override
    public boolean isNight(Minute minute) {
        return night.contains(minute);
    }

    @Override
    public long minimumNight(Minute minute) {
        return minimumNight.contains(minute) ? minimumNight.morning(minute).toEpochDay() : -1;
    }

    @Override
    public boolean endsMinimumNight(Minute minute) {
        return !minimumNight.contains(minute.plus(1));
    }

    @Override
    public NightUsual nightUsual(Minute minute) {
        LocalDate today = minimumNight.morning(minute);
        if (day >= 0) {
            nights.addFirst(judged());
        }
        if (nights.size() > NightRule.NIGHTS_BEFORE) {
            nights.removeLast();
        }
        tonight.clear();
        dayMean = Double.NaN;
        day = today.toEpochDay();
        NightOutlook outlook = NightOutlook.of(day, "", List.copyOf(nights), holidays, NightAnswers.NONE);
        return new NightUsual(
                outlook.flow(), outlook.stray(), outlook.high(), outlook.isLastAbove(), minimumNight.minutes(today));
    }

    private Night judged() {
        int expected = (int) (minimumNight.minutes(LocalDate.ofEpochDay(day)) / TEN);
        NightMeasure measure = MinimumNight.measure(tonight, expected, dayMean);
        return new Night(
                SENSOR,
                day,
                "",
                measure,
                rule.judge(
                        day,
                        measure.mean(),
                        measure.dayMean(),
                        PastNight.alike(List.copyOf(nights), ""),
                        NightAnswers.NONE),
                NightLoss.UNKNOWN);
    }
}
