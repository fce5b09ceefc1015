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
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Night flow as one would compute it by hand, minute by minute; shares nothing with the product. */
final class PlainNights {
    record Judged(
            double mean,
            double minimumHour,
            double minimumTen,
            Verdict verdict,
            double dayMean,
            Usual night,
            Usual day,
            boolean byDay,
            double z,
            double nightZ,
            double sum,
            double nightSum,
            int quiet,
            long raised) {}

    /** What a mean usually is, and how far it strays where little is known of its weekday. */
    record Usual(double level, double offset, double spread, double wide) {
        double z(double mean) {
            return (mean - level - offset) / wide;
        }
    }

    private static final Usual NONE = new Usual(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    private static final Judged INCOMPLETE =
            new Judged(0, 0, 0, Verdict.INCOMPLETE, Double.NaN, NONE, NONE, false, Double.NaN, Double.NaN, 0, 0, 0, -1);

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
            double ten = inside ? ten(second) : Double.NaN;
            if (!Double.isNaN(ten)) {
                tens.put(second + 540, ten);
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
        List<Double> ofDay = ofDay(morning);
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
        double dayMean = ofDay.size() * 10 < 144 * 8
                ? Double.NaN
                : ofDay.stream().mapToDouble(each -> each).average().orElse(0);
        judged.put(day, judged(day, mean, dayMean, hour(tens), lowest));
    }

    /** The ten-minute means of the 24 hours up to 05:00. */
    private List<Double> ofDay(LocalDate morning) {
        long end = morning.atTime(5, 0).atZone(zone).toEpochSecond();
        List<Double> tens = new ArrayList<>();
        for (long second = end - 86_400; second < end; second += 600) {
            double ten = ten(second);
            if (!Double.isNaN(ten)) {
                tens.add(ten);
            }
        }
        return tens;
    }

    /** The mean of ten minutes from a second on; NaN below eight. */
    private double ten(long from) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < 10; i++) {
            double value = flow.applyAsDouble(new Minute(from + 60L * i));
            sum += Double.isNaN(value) ? 0 : value;
            count += Double.isNaN(value) ? 0 : 1;
        }
        return count < 8 ? Double.NaN : sum / count;
    }

    private Judged judged(long day, double mean, double dayMean, double hour, double lowest) {
        TreeMap<Long, Judged> past = new TreeMap<>(judged.subMap(day - 1_000, day));
        past.values().removeIf(night -> night.verdict() == Verdict.INCOMPLETE);
        TreeMap<Long, Judged> before = new TreeMap<>();
        judged.headMap(day, false).descendingMap().entrySet().stream()
                .limit(120)
                .filter(night -> night.getValue().verdict() != Verdict.INCOMPLETE)
                .forEach(night -> before.put(night.getKey(), night.getValue()));
        Judged last = past.isEmpty() ? INCOMPLETE : past.lastEntry().getValue();
        boolean known = offsets(day, before, Judged::mean).containsKey(weekday(day));
        if ((before.size() < 13 && Double.isNaN(last.night().level())) || !known) {
            Usual night =
                    new Usual(last.night().level(), Double.NaN, last.night().spread(), Double.NaN);
            Usual ofDay = new Usual(last.day().level(), Double.NaN, last.day().spread(), Double.NaN);
            double none = Double.NaN;
            return new Judged(
                    mean, hour, lowest, Verdict.LEARNING, dayMean, night, ofDay, false, none, none, 0, 0, 0, -1);
        }
        boolean firm = last.raised() >= 0 && last.nightSum() > 10;
        Usual night = usual(day, before, last, firm, Judged::mean, Judged::night, last.raised() >= 0 ? 20 : 13, 0);
        Usual ofDay = usual(day, before, last, firm, Judged::dayMean, Judged::day, 42, 42);
        boolean byDay = !Double.isNaN(ofDay.z(dayMean)) && ofDay.spread() < 0.65 * night.spread();
        double nightZ = night.z(mean);
        double z = byDay ? ofDay.z(dayMean) : nightZ;
        double limit = 5.3 * (1 + 0.25 * Math.max(0, Math.min(1, (42.0 - before.size()) / 28)));
        double sum = Math.max(0, last.sum() + Math.min(z, 4) - 0.6);
        double nightSum = Math.max(0, last.nightSum() + Math.min(nightZ, 4) - 0.6);
        boolean other = last.raised() >= 0 && last.byDay() != byDay;
        int quiet = other ? last.quiet() : z < 2 ? last.quiet() + 1 : 0;
        boolean ends = last.raised() >= 0 && quiet >= 2;
        boolean on = last.raised() >= 0 ? !ends : sum > limit && z >= 1;
        Verdict verdict = on ? Verdict.ALARM : z > 3 ? Verdict.HIGH : Verdict.NORMAL;
        long raised = !on ? -1 : last.raised() >= 0 ? last.raised() : day;
        return new Judged(
                mean,
                hour,
                lowest,
                verdict,
                dayMean,
                night,
                ofDay,
                byDay,
                z,
                nightZ,
                ends ? 0 : sum,
                ends || sum == 0 ? 0 : nightSum,
                quiet,
                raised);
    }

    private Usual usual(
            long day,
            TreeMap<Long, Judged> before,
            Judged last,
            boolean firm,
            ToDoubleFunction<Judged> mean,
            Function<Judged, Usual> of,
            int few,
            int least) {
        Map<Integer, Double> offsets = offsets(day, before, mean);
        List<Double> flat = new ArrayList<>();
        for (long each : before.descendingKeySet()) {
            double level = mean.applyAsDouble(before.get(each)) - offsets.getOrDefault(weekday(each), 0.0);
            if (flat.size() < 14 && accepted(before, each) && !Double.isNaN(level)) {
                flat.add(level);
            }
        }
        Usual was = of.apply(last);
        boolean carry =
                !Double.isNaN(was.level()) && (firm || flat.size() < 5 || (last.raised() >= 0 && flat.size() < 14));
        double level = carry ? was.level() : median(flat);
        double spread = spread(before, offsets, level, was.spread(), firm, mean, of, few, least);
        int count = (int) distances(day, before, mean).keySet().stream()
                .filter(each -> weekday(each) == weekday(day))
                .count();
        double offset = count == 0 ? Double.NaN : offsets.get(weekday(day));
        return new Usual(level, offset, spread, spread * Math.sqrt(1 + 0.5 / count));
    }

    private boolean accepted(TreeMap<Long, Judged> before, long day) {
        Judged night = before.get(day);
        if (night.verdict() == Verdict.HIGH
                || (night.verdict() == Verdict.NORMAL && night.nightZ() > 3)
                || (night.verdict() == Verdict.ALARM && !soft(night))) {
            return false;
        }
        int low = 0;
        for (Judged each : before.tailMap(day).values()) {
            if (!(each.z() < -4 || each.nightZ() < -4)) {
                break;
            }
            low++;
        }
        for (Judged each : before.headMap(day, false).descendingMap().values()) {
            if (low == 0 || !(each.z() < -4 || each.nightZ() < -4)) {
                break;
            }
            low++;
        }
        return low == 0 || low >= 14;
    }

    private static boolean soft(Judged night) {
        return night.nightZ() <= 3.5 && night.z() <= 3.5 && night.nightSum() <= 10;
    }

    private double spread(
            TreeMap<Long, Judged> before,
            Map<Integer, Double> offsets,
            double level,
            double was,
            boolean firm,
            ToDoubleFunction<Judged> mean,
            Function<Judged, Usual> of,
            int few,
            int least) {
        List<Double> off = new ArrayList<>();
        for (long each : before.descendingKeySet()) {
            Judged night = before.get(each);
            double distance = night.verdict() == Verdict.LEARNING
                    ? mean.applyAsDouble(night) - offsets.getOrDefault(weekday(each), 0.0) - level
                    : mean.applyAsDouble(night)
                            - (of.apply(night).level() + of.apply(night).offset());
            if (off.size() < 60 && (night.verdict() != Verdict.ALARM || soft(night)) && !Double.isNaN(distance)) {
                off.add(distance);
            }
        }
        double spread = was;
        if (Double.isNaN(was) || (!firm && off.size() >= few)) {
            spread = off.size() < least
                    ? Double.NaN
                    : 1.4826 * median(off.stream().map(Math::abs).toList());
            if (off.size() >= Math.max(20, least)) {
                spread = Math.max(spread, off.stream().sorted().toList().get((int) (0.9 * off.size())) / 1.2816);
            }
        }
        return Math.max(spread, Math.max(0.02, 0.02 * level));
    }

    /** From the median of the seven nights around each. */
    private static Map<Long, Double> distances(long day, TreeMap<Long, Judged> before, ToDoubleFunction<Judged> mean) {
        TreeMap<Long, Double> means = new TreeMap<>();
        before.forEach((each, night) -> {
            if (!Double.isNaN(mean.applyAsDouble(night))) {
                means.put(each, mean.applyAsDouble(night));
            }
        });
        Map<Long, Double> distances = new TreeMap<>();
        for (long each : means.tailMap(day - 73).keySet()) {
            long from = Math.max(means.firstKey(), each - 3);
            List<Double> around = new ArrayList<>(means.subMap(from, from + 7).values());
            if (each < day - 3 && from + 7 <= day && around.size() >= 4) {
                distances.put(each, means.get(each) - median(around));
            }
        }
        return distances;
    }

    private Map<Integer, Double> offsets(long day, TreeMap<Long, Judged> before, ToDoubleFunction<Judged> mean) {
        Map<Long, Double> distances = distances(day, before, mean);
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
