package io.nightflow.night;

import io.nightflow.reading.Minute;
import io.nightflow.reading.NightJudgement.Verdict;
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
    record Judged(
            double mean,
            double minimumHour,
            double minimumTen,
            Verdict verdict,
            double level,
            double offset,
            double spread,
            double z,
            double sum,
            int quiet,
            long raised) {}

    private static final Judged INCOMPLETE =
            new Judged(0, 0, 0, Verdict.INCOMPLETE, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0, -1);

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
        if (tens.isEmpty()) {
            return;
        }
        long day = morning.toEpochDay();
        if (tens.size() * 10 < seconds / 600 * 8) {
            judged.put(day, INCOMPLETE);
            return;
        }
        double mean = tens.values().stream().mapToDouble(each -> each).average().orElse(0);
        double lowest = tens.values().stream().mapToDouble(each -> each).min().orElse(0);
        judged.put(day, judged(day, mean, hour(tens), lowest));
    }

    private Judged judged(long day, double mean, double hour, double lowest) {
        TreeMap<Long, Judged> past = new TreeMap<>(judged.subMap(day - 1_000, day));
        past.values().removeIf(night -> night.verdict() == Verdict.INCOMPLETE);
        TreeMap<Long, Judged> before = new TreeMap<>();
        judged.headMap(day, false).descendingMap().entrySet().stream()
                .limit(120)
                .filter(night -> night.getValue().verdict() != Verdict.INCOMPLETE)
                .forEach(night -> before.put(night.getKey(), night.getValue()));
        Judged last = past.isEmpty() ? INCOMPLETE : past.lastEntry().getValue();
        Map<Integer, Double> offsets = offsets(day, before);
        if ((before.size() < 13 && Double.isNaN(last.level())) || !offsets.containsKey(weekday(day))) {
            return new Judged(
                    mean,
                    hour,
                    lowest,
                    Verdict.LEARNING,
                    last.level(),
                    Double.NaN,
                    last.spread(),
                    Double.NaN,
                    0,
                    0,
                    -1);
        }
        boolean firm = last.raised() >= 0 && last.sum() > 10;
        List<Double> flat = new ArrayList<>();
        for (long each : before.descendingKeySet()) {
            if (flat.size() < 14 && accepted(before, each)) {
                flat.add(before.get(each).mean() - offsets.getOrDefault(weekday(each), 0.0));
            }
        }
        boolean carry =
                !Double.isNaN(last.level()) && (firm || flat.size() < 5 || (last.raised() >= 0 && flat.size() < 14));
        double level = carry ? last.level() : median(flat);
        double spread = spread(before, offsets, level, last, firm);
        double offset = offsets.get(weekday(day));
        double z = (mean - level - offset) / (spread * Math.sqrt(1 + 0.5 / count(day, before)));
        double limit = 4.25 * (1 + 0.5 * Math.max(0, Math.min(1, (42.0 - before.size()) / 28)));
        double sum = Math.max(0, last.sum() + Math.min(z, 4) - 0.7);
        int quiet = z < 2 ? last.quiet() + 1 : 0;
        boolean ends = last.raised() >= 0 && quiet >= 2;
        boolean on = last.raised() >= 0 ? !ends : sum > limit && z >= 1;
        Verdict verdict = on ? Verdict.ALARM : z > 3 ? Verdict.HIGH : Verdict.NORMAL;
        long raised = !on ? -1 : last.raised() >= 0 ? last.raised() : day;
        return new Judged(mean, hour, lowest, verdict, level, offset, spread, z, ends ? 0 : sum, quiet, raised);
    }

    private boolean accepted(TreeMap<Long, Judged> before, long day) {
        Judged night = before.get(day);
        if (night.verdict() == Verdict.HIGH || (night.verdict() == Verdict.ALARM && !soft(night))) {
            return false;
        }
        int low = 0;
        for (Judged each : before.tailMap(day).values()) {
            if (!(each.z() < -4)) {
                break;
            }
            low++;
        }
        for (Judged each : before.headMap(day, false).descendingMap().values()) {
            if (low == 0 || !(each.z() < -4)) {
                break;
            }
            low++;
        }
        return low == 0 || low >= 14;
    }

    private static boolean soft(Judged night) {
        return night.z() <= 3 && night.sum() <= 10;
    }

    private double spread(
            TreeMap<Long, Judged> before, Map<Integer, Double> offsets, double level, Judged last, boolean firm) {
        List<Double> off = new ArrayList<>();
        for (long each : before.descendingKeySet()) {
            Judged night = before.get(each);
            double distance = night.verdict() == Verdict.LEARNING
                    ? night.mean() - offsets.getOrDefault(weekday(each), 0.0) - level
                    : night.mean() - (night.level() + night.offset());
            if (off.size() < 60 && (night.verdict() != Verdict.ALARM || soft(night)) && !Double.isNaN(distance)) {
                off.add(distance);
            }
        }
        double spread = last.spread();
        if (Double.isNaN(last.spread()) || (!firm && off.size() >= (last.raised() >= 0 ? 20 : 13))) {
            spread = 1.4826 * median(off.stream().map(Math::abs).toList());
            if (off.size() >= 20) {
                spread = Math.max(spread, off.stream().sorted().toList().get((int) (0.9 * off.size())) / 1.2816);
            }
        }
        return Math.max(spread, Math.max(0.02, 0.02 * level));
    }

    private int count(long day, TreeMap<Long, Judged> before) {
        return (int) distances(day, before).keySet().stream()
                .filter(each -> weekday(each) == weekday(day))
                .count();
    }

    /** From the median of the seven nights around each. */
    private static Map<Long, Double> distances(long day, TreeMap<Long, Judged> before) {
        Map<Long, Double> distances = new TreeMap<>();
        for (long each : before.tailMap(day - 73).keySet()) {
            long from = Math.max(before.firstKey(), each - 3);
            List<Double> around = before.subMap(from, from + 7).values().stream()
                    .map(Judged::mean)
                    .toList();
            if (each < day - 3 && from + 7 <= day && around.size() >= 4) {
                distances.put(each, before.get(each).mean() - median(around));
            }
        }
        return distances;
    }

    private Map<Integer, Double> offsets(long day, TreeMap<Long, Judged> before) {
        Map<Long, Double> distances = distances(day, before);
        double spread =
                1.4826 * median(distances.values().stream().map(Math::abs).toList());
        Map<Integer, Double> first = offsets(distances, spread);
        double left = 1.4826
                * median(distances.entrySet().stream()
                        .map(each -> Math.abs(each.getValue() - first.get(weekday(each.getKey()))))
                        .toList());
        return offsets(distances, Math.min(spread, left));
    }

    private Map<Integer, Double> offsets(Map<Long, Double> distances, double spread) {
        Map<Integer, Double> offsets = new TreeMap<>();
        for (int weekday = 0; weekday < 7; weekday++) {
            int of = weekday;
            List<Double> own = distances.entrySet().stream()
                    .filter(each -> weekday(each.getKey()) == of)
                    .map(Map.Entry::getValue)
                    .toList();
            if (!own.isEmpty()) {
                double middle = median(own);
                double error = spread / Math.sqrt(own.size());
                offsets.put(weekday, Math.signum(middle) * Math.max(0, Math.abs(middle) - error));
            }
        }
        return offsets;
    }

    private static int weekday(long day) {
        return (int) Math.floorMod(day + 3, 7L);
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
        if (sorted.isEmpty()) {
            return Double.NaN;
        }
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    Judged judged(long day) {
        return judged.getOrDefault(day, INCOMPLETE);
    }

    List<String> verdicts() {
        List<String> verdicts = new ArrayList<>();
        judged.forEach((day, night) -> verdicts.add(LocalDate.ofEpochDay(day) + " " + night.verdict()));
        return verdicts;
    }
}
