package io.nightflow.evaluate;

import io.nightflow.detect.DetectionRules;
import io.nightflow.evaluate.Injection.Kind;
import io.nightflow.reading.Method;
import io.nightflow.reading.Unit;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
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

    private final List<HourlyDemand> zones;
    private final Span learn;
    private final Span report;
    private final DetectionRules rules;
    private final long seed;
    private final List<ZoneResult> results = new ArrayList<>();

    private record Hit(Injection injection, long[] delays) {}

    private record ZoneResult(String zone, double weeks, int[] alarms, double inAlarm, List<Hit> hits) {}

    /** Of the zones of a file. */
    public DetectionEvaluation(
            List<String> lines, ZoneId zone, Unit unit, Span learn, Span report, DetectionRules rules, long seed) {
        this.zones = HourlyDemand.parse(lines, zone, unit);
        this.learn = learn;
        this.report = report;
        this.rules = rules;
        this.seed = seed;
    }

    /** How many zones there are. */
    public int zones() {
        return zones.size();
    }

    /** Runs all zones; tells each that is done. */
    public void run(Consumer<String> done) {
        for (int i = 0; i < zones.size(); i++) {
            HourlyDemand zone = zones.get(i);
            ZoneTrial trial = new ZoneTrial(zone, rules, seed + i);
            ZoneTrial.Found clean = trial.run(learn, report, List.of());
            List<Hit> hits = new ArrayList<>();
            List<Injection> plan = Injection.shortOnes(report.from(), report.to(), seed + 1_000 + i);
            hits.addAll(hits(plan, trial.run(learn, report, plan), zone));
            List<Injection> leaks = Injection.leaks(report.from(), report.to());
            hits.addAll(hits(leaks, trial.run(learn, report, leaks), zone));
            int[] alarms = clean.tracks().stream().mapToInt(Track::count).toArray();
            double inAlarm = clean.tracks().get(METHODS).minutes() / (double) clean.minutes();
            results.add(new ZoneResult(zone.zone(), clean.minutes() / 10_080.0, alarms, inAlarm, hits));
            done.accept(zone.zone());
        }
    }

    private static List<Hit> hits(List<Injection> plan, ZoneTrial.Found found, HourlyDemand zone) {
        List<Hit> hits = new ArrayList<>();
        for (Injection one : plan) {
            if (Double.isNaN(zone.mean(one.from(), one.to().plus(60)))) {
                continue; // the zone has no data there
            }
            long to = one.kind() == Kind.SPIKE
                    ? one.from().epochSecond() + SPIKE_SECONDS
                    : one.to().epochSecond();
            long[] delays = found.tracks().stream()
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
            lines.add(row(name + "found within 60 min", columns(i -> rate(Kind.BURST, size, HOUR, i))));
            lines.add(row(name + "found while it lasts", columns(i -> rate(Kind.BURST, size, Long.MAX_VALUE, i))));
            lines.add(row(name + "median delay", columns(i -> delay(Kind.BURST, size, i))));
        }
        lines.add(row("leak to +20 % in 14 days, found", columns(i -> rate(Kind.LEAK, 0.2, Long.MAX_VALUE, i))));
        lines.add(row("leak, median delay", columns(i -> delay(Kind.LEAK, 0.2, i))));
        lines.add(row("stuck meter, 2 to 6 h, found", columns(i -> rate(Kind.STUCK, 0, Long.MAX_VALUE, i))));
        lines.add(row("spike x 3 to 13, alert", columns(i -> rate(Kind.SPIKE, -1, Long.MAX_VALUE, i))));
        lines.add(row("gap, alert in the hour after", columns(i -> rate(Kind.GAP, 0, Long.MAX_VALUE, i))));
        return lines;
    }

    /** False alarms of all methods together and bursts of 20 % found within the hour, a line a zone. */
    public List<String> zoneTable() {
        List<String> lines = new ArrayList<>();
        lines.add("| zone | false alarms a week | time in alarm | burst +20 % found within 60 min |");
        lines.add("|---|---|---|---|");
        for (ZoneResult zone : results) {
            List<Hit> bursts = zone.hits().stream()
                    .filter(hit -> hit.injection().kind() == Kind.BURST
                            && hit.injection().size() == 0.2)
                    .toList();
            lines.add(String.format(
                    Locale.ROOT,
                    "| %s | %.2f | %.1f %% | %s |",
                    zone.zone(),
                    zone.alarms()[METHODS] / zone.weeks(),
                    100 * zone.inAlarm(),
                    rate(bursts, HOUR, METHODS)));
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

    private List<Hit> hits(Kind kind, double size) {
        return results.stream()
                .flatMap(zone -> zone.hits().stream())
                .filter(hit -> hit.injection().kind() == kind
                        && (size < 0 || hit.injection().size() == size))
                .toList();
    }

    private String rate(Kind kind, double size, long seconds, int method) {
        return rate(hits(kind, size), seconds, method);
    }

    private static String rate(List<Hit> hits, long seconds, int method) {
        long found = hits.stream()
                .filter(hit -> hit.delays()[method] >= 0 && hit.delays()[method] * 60 < seconds)
                .count();
        return hits.isEmpty() ? "-" : Math.round(100.0 * found / hits.size()) + " % of " + hits.size();
    }

    private String delay(Kind kind, double size, int method) {
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
