package io.nightflow.camel;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Night.Verdict;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** Night flow as one would compute it by hand, minute by minute; shares nothing with the product. */
final class PlainNights {
    record Judged(double mean, double minimumHour, double minimumTen, double baseline, Verdict verdict) {}

    private final ZoneId zone;
    private final ToDoubleFunction<Minute> flow;
    private final TreeMap<Long, Judged> judged = new TreeMap<>();

    PlainNights(ZoneId zone, ToDoubleFunction<Minute> flow) {
        this.zone = zone;
        this.flow = flow;
    }

    /** Ten-minute means from 22:00 to 05:00 of the night of a morning, by the second of their last minute. */
    Map<Long, Double> tens(LocalDate morning) {
        return tens(morning, LocalTime.of(22, 0));
    }

    private Map<Long, Double> tens(LocalDate morning, LocalTime from) {
        Map<Long, Double> tens = new TreeMap<>();
        Instant noon = morning.minusDays(1).atTime(12, 0).atZone(zone).toInstant();
        Instant nextNoon = morning.atTime(12, 0).atZone(zone).toInstant();
        for (long second = noon.getEpochSecond() / 600 * 600; second < nextNoon.getEpochSecond(); second += 600) {
            LocalTime time = Instant.ofEpochSecond(second).atZone(zone).toLocalTime();
            LocalDate date = Instant.ofEpochSecond(second).atZone(zone).toLocalDate();
            boolean evening = date.isBefore(morning);
            boolean inside = evening
                    ? from.getHour() > 12 && !time.isBefore(from)
                    : time.isBefore(LocalTime.of(5, 0)) && (from.getHour() > 12 || !time.isBefore(from));
            double sum = 0;
            int count = 0;
            for (int i = 0; i < 10; i++) {
                double value = flow.applyAsDouble(new Minute(second + 60L * i));
                sum += Double.isNaN(value) ? 0 : value;
                count += Double.isNaN(value) ? 0 : 1;
            }
            if (inside && count >= 8) {
                tens.put(second + 540, sum / count);
            }
        }
        return tens;
    }

    /** How many of some means lie in the nights of these mornings. */
    int tensOf(LocalDate first, LocalDate end, Map<Long, Double> means) {
        long from = first.minusDays(1).atTime(12, 0).atZone(zone).toEpochSecond();
        long to = end.minusDays(1).atTime(12, 0).atZone(zone).toEpochSecond();
        return (int) means.keySet().stream()
                .filter(second -> second >= from && second < to)
                .count();
    }

    void judge(LocalDate morning) {
        Map<Long, Double> tens = tens(morning, LocalTime.of(2, 0));
        long seconds = morning.atTime(5, 0).atZone(zone).toEpochSecond()
                - morning.atTime(2, 0).atZone(zone).toEpochSecond();
        long expected = seconds / 600;
        if (tens.isEmpty()) {
            return;
        }
        if (tens.size() * 10 < expected * 8) {
            judged.put(morning.toEpochDay(), new Judged(0, 0, 0, 0, Verdict.INCOMPLETE));
            return;
        }
        double mean = tens.values().stream().mapToDouble(each -> each).average().orElse(0);
        double lowest = tens.values().stream().mapToDouble(each -> each).min().orElse(0);
        List<Double> usual = usual(morning);
        double baseline = usual.size() < 5 ? Double.NaN : median(usual);
        judged.put(
                morning.toEpochDay(),
                new Judged(mean, hour(tens), lowest, baseline, verdict(morning, mean, usual, baseline)));
    }

    private Verdict verdict(LocalDate morning, double mean, List<Double> usual, double baseline) {
        if (Double.isNaN(baseline)) {
            return Verdict.LEARNING;
        }
        List<Double> off = new ArrayList<>();
        usual.forEach(each -> off.add(Math.abs(each - baseline)));
        if (mean <= baseline + 3 * Math.max(median(off), 0.02 * baseline)) {
            return Verdict.NORMAL;
        }
        for (long day = morning.toEpochDay() - 1; day > morning.toEpochDay() - 60; day--) {
            if (judged.containsKey(day) && judged.get(day).verdict() != Verdict.INCOMPLETE) {
                Verdict before = judged.get(day).verdict();
                return before == Verdict.HIGH || before == Verdict.ALARM ? Verdict.ALARM : Verdict.HIGH;
            }
        }
        return Verdict.HIGH;
    }

    private List<Double> usual(LocalDate morning) {
        List<Double> alike = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        for (int i = 1; i <= 28; i++) {
            LocalDate before = morning.minusDays(i);
            Judged night = judged.get(before.toEpochDay());
            if (night != null && (night.verdict() == Verdict.NORMAL || night.verdict() == Verdict.LEARNING)) {
                all.add(night.mean());
                if (weekend(before) == weekend(morning)) {
                    alike.add(night.mean());
                }
            }
        }
        List<Double> used = alike.size() >= 5 ? alike : all;
        return new ArrayList<>(used.subList(0, Math.min(14, used.size())));
    }

    private static boolean weekend(LocalDate date) {
        return date.getDayOfWeek() == DayOfWeek.SATURDAY || date.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static double hour(Map<Long, Double> tens) {
        double lowest = Double.NaN;
        for (long start : tens.keySet()) {
            double sum = 0;
            for (int i = 0; i < 6; i++) {
                sum += tens.getOrDefault(start + 600L * i, Double.NaN);
            }
            lowest = Double.isNaN(sum) ? lowest : Double.isNaN(lowest) ? sum / 6 : Math.min(lowest, sum / 6);
        }
        return lowest;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    Judged judged(long day) {
        return judged.getOrDefault(day, new Judged(0, 0, 0, 0, Verdict.INCOMPLETE));
    }

    List<String> verdicts() {
        List<String> verdicts = new ArrayList<>();
        judged.forEach((day, night) -> verdicts.add(LocalDate.ofEpochDay(day) + " " + night.verdict()));
        return verdicts;
    }
}
