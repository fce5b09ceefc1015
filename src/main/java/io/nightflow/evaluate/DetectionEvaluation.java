package io.nightflow.evaluate;

import io.nightflow.detect.DetectionRules;
import io.nightflow.evaluate.MinuteDemand.Kind;
import io.nightflow.reading.Method;
import io.nightflow.reading.Unit;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * All zones of a file: false alarms are those of the runs with nothing put in, which include whatever was real; something
 * that was put in is found by an alarm that begins in its time (a spike within 5 minutes).
 */
public final class DetectionEvaluation {
    private static final int METHODS = Method.values().length;
    private static final long SPIKE_SECONDS = 300;
    private static final long HOUR = 3_600;
    private static final int HOUR_MINUTES = 60;
    private static final int ROUGH_MINUTES = 5;
    private static final double BURST = 0.2;

    private final List<HourlyDemand> zones;
    private final Span learn;
    private final Span report;
    private final DetectionRules rules;
    private final long seed;
    private final boolean smooth;
    private final int every;
    private final List<ZoneResult> results = new ArrayList<>();

    private record Hit(Injection injection, long[] delays) {}

    private record ZoneResult(
            String zone,
            double weeks,
            int[] alarms,
            double inAlarm,
            ForecastBound bound,
            double roughness,
            List<Hit> hits) {}

    /**
     * Of the zones of a file, which has one line an hour or more of them.
     *
     * @param smooth whether hours are made into minutes by straight lines, as they were at first.
     * @param every minutes from one reading to the next.
     */
    public DetectionEvaluation(
            Path file,
            ZoneId zone,
            Unit unit,
            Span learn,
            Span report,
            DetectionRules rules,
            long seed,
            boolean smooth,
            int every)
            throws IOException {
        this.zones = HourlyDemand.read(file, zone, unit);
        this.learn = learn;
        this.report = report;
        this.rules = rules;
        this.seed = seed;
        this.smooth = smooth;
        this.every = every;
    }

    /** How many zones there are. */
    public int zones() {
        return zones.size();
    }

    /** Runs all zones; tells each that is done. */
    public void run(Consumer<String> done) {
        for (int i = 0; i < zones.size(); i++) {
            HourlyDemand zone = zones.get(i);
            MinuteSeries series = series(zone, seed + i);
            DmaRun trial = new DmaRun(series, rules);
            List<Injection> plan = Injection.shortOnes(report.from(), report.to(), seed + 1_000 + i);
            plan.addAll(Injection.leaks(report.from(), report.to()));
            plan.sort(Comparator.comparing(Injection::from));
            DmaRun.Found found = trial.run(learn, report, plan);
            int[] alarms = found.tracks().stream().mapToInt(Track::count).toArray();
            double inAlarm = found.inAlarm() / (double) found.minutes();
            ForecastBound bound = ForecastBound.of(zone, report, rules.clock());
            double rough = series.every(Math.max(ROUGH_MINUTES, every)).roughness(zone);
            results.add(new ZoneResult(
                    zone.zone(), found.minutes() / 10_080.0, alarms, inAlarm, bound, rough, hits(plan, found, zone)));
            done.accept(zone.zone());
        }
    }

    private MinuteSeries series(HourlyDemand zone, long zoneSeed) {
        MinuteSeries real = zone.minutes();
        MinuteSeries series = real.step() < HOUR_MINUTES
                ? real
                : MinuteDemand.make(zone, smooth ? Kind.SMOOTH : Kind.ROUGH, learn.from(), report.to(), zoneSeed);
        return series.every(every);
    }

    private static List<Hit> hits(List<Injection> plan, DmaRun.Found found, HourlyDemand zone) {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < found.hits().size(); i++) {
            Injection one = plan.get(i);
            if (Double.isNaN(zone.mean(one.from(), one.to().plus(60)))) {
                continue; // the zone has no data there
            }
            long to = one.kind() == Injection.Kind.SPIKE
                    ? one.from().epochSecond() + SPIKE_SECONDS
                    : one.to().epochSecond() + (one.kind() == Injection.Kind.GAP ? HOUR : 0);
            long[] delays = found.hits().get(i).stream()
                    .mapToLong(track -> track.delay(one.from().epochSecond(), to))
                    .toArray();
            hits.add(new Hit(one, delays));
        }
        return hits;
    }

    /** The table, a line each. */
    public List<String> table() {
        List<String> lines = new ArrayList<>();
        lines.add(row(
                "",
                IntStream.rangeClosed(0, METHODS)
                        .mapToObj(i -> i < METHODS ? Method.values()[i].name().toLowerCase(Locale.ROOT) : "together")
                        .toList()));
        lines.add(row("---", Collections.nCopies(METHODS + 1, "---")));
        lines.add(row("false alarms a sensor and week", columns(this::alarms)));
        for (double size : new double[] {0.1, 0.2, 0.5}) {
            String name = "burst +" + Math.round(100 * size) + " %, ";
            lines.add(row(name + "found within 60 min", columns(i -> rate(Injection.Kind.BURST, size, HOUR, i))));
            lines.add(row(
                    name + "found while it lasts", columns(i -> rate(Injection.Kind.BURST, size, Long.MAX_VALUE, i))));
            lines.add(row(name + "median delay", columns(i -> delay(Injection.Kind.BURST, size, i))));
        }
        lines.add(row(
                "leak to +20 % in 14 days, found", columns(i -> rate(Injection.Kind.LEAK, 0.2, Long.MAX_VALUE, i))));
        lines.add(row("leak, median delay", columns(i -> delay(Injection.Kind.LEAK, 0.2, i))));
        lines.add(row("stuck meter, 2 to 6 h, found", columns(i -> rate(Injection.Kind.STUCK, 0, Long.MAX_VALUE, i))));
        lines.add(row("spike x 3 to 13, alert", columns(i -> rate(Injection.Kind.SPIKE, -1, Long.MAX_VALUE, i))));
        lines.add(row("gap, alert in the hour after", columns(i -> rate(Injection.Kind.GAP, 0, Long.MAX_VALUE, i))));
        return lines;
    }

    /**
     * A line a zone: false alarms of all methods together, bursts of 20 % found within the hour and what flow alone can tell
     * of them; the burst also in errors of the zone's own forecast of the next hour.
     */
    public List<String> zoneTable() {
        List<String> lines = new ArrayList<>();
        lines.add("| zone | false alarms a week | time in alarm | error of an hour ahead | +20 % in errors | bound "
                + "| burst +20 % found within 60 min | roughness |");
        lines.add("|---|---|---|---|---|---|---|---|");
        for (ZoneResult zone : results) {
            List<Hit> bursts = zone.hits().stream()
                    .filter(hit -> hit.injection().kind() == Injection.Kind.BURST
                            && hit.injection().size() == BURST)
                    .toList();
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.1f %% | %.1f %% | %.1f | %.0f %% | %s | %.1f %% |",
                    zone.zone(),
                    zone.alarms()[METHODS] / zone.weeks(),
                    100 * zone.inAlarm(),
                    100 * zone.bound().error(),
                    BURST / zone.bound().error(),
                    100 * zone.bound().found(),
                    rate(bursts, HOUR, METHODS),
                    100 * zone.roughness()));
        }
        return lines;
    }

    private interface Column {
        String of(int method);
    }

    private static List<String> columns(Column column) {
        return IntStream.rangeClosed(0, METHODS).mapToObj(column::of).toList();
    }

    private static String row(String name, List<String> cells) {
        return "| " + name + " | " + String.join(" | ", cells) + " |";
    }

    private String alarms(int method) {
        double weeks = results.stream().mapToDouble(ZoneResult::weeks).sum();
        double alarms = results.stream().mapToInt(zone -> zone.alarms()[method]).sum();
        return String.format(Locale.ROOT, "%.2f", alarms / weeks);
    }

    private List<Hit> hits(Injection.Kind kind, double size) {
        return results.stream()
                .flatMap(zone -> zone.hits().stream())
                .filter(hit -> hit.injection().kind() == kind
                        && (size < 0 || hit.injection().size() == size))
                .toList();
    }

    private String rate(Injection.Kind kind, double size, long seconds, int method) {
        return rate(hits(kind, size), seconds, method);
    }

    private static String rate(List<Hit> hits, long seconds, int method) {
        long found = hits.stream()
                .filter(hit -> hit.delays()[method] >= 0 && hit.delays()[method] * 60 < seconds)
                .count();
        return hits.isEmpty() ? "-" : Math.round(100.0 * found / hits.size()) + " % of " + hits.size();
    }

    private String delay(Injection.Kind kind, double size, int method) {
        long[] delays = hits(kind, size).stream()
                .mapToLong(hit -> hit.delays()[method])
                .filter(delay -> delay >= 0)
                .sorted()
                .toArray();
        if (delays.length == 0) {
            return "-";
        }
        long median = delays[delays.length / 2];
        return median < 1_440 ? median + " min" : String.format(Locale.ROOT, "%.1f days", median / 1_440.0);
    }
}
