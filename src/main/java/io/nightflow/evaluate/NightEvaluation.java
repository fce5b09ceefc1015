package io.nightflow.evaluate;

import io.nightflow.evaluate.NightTrial.Leaks;
import io.nightflow.evaluate.NightTrial.Outcome;
import io.nightflow.forecast.SensorSeries;
import io.nightflow.night.NightHolidays;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The rule of the night beside the ten-line rule, on the nights of real zones: how many leaks are found within 10 nights, and
 * always beside it how many alarms the same rule raises where nothing was put in, how long they last, and how many leaks
 * alarms at those moments would find by chance.
 */
public final class NightEvaluation {
    private static final int MEDIAN_OF = 2; // the size of which the nights to find are told
    private static final String HEAD =
            "| rule | alarms a week | nights in alarm | +2.5 % | +5 % | +10 % | +20 % | by chance |"
                    + " nights to find +10 % | growing to +20 % in 60 nights |";
    private static final String RULER = "|---|---|---|---|---|---|---|---|---|---|";

    private final List<NightSeries> zones;
    private final Map<String, NightWatch> rules = new LinkedHashMap<>();
    private final Map<String, List<Outcome>> outcomes = new LinkedHashMap<>();

    /** On hourly means, m3/h; the holidays are those of their calendar. */
    public NightEvaluation(List<SensorSeries> hours, NightHolidays holidays) {
        zones = hours.stream().map(NightSeries::of).toList();
        rules.put("night rule", new RuleWatch(holidays));
        rules.put("ten lines", new TenLineWatch());
    }

    /** Runs all rules in all zones; a span is of days since 1970, both included. Tells each zone that is done. */
    public void run(long from, long to, Consumer<String> done) {
        for (NightSeries zone : zones) {
            rules.forEach((name, rule) -> outcomes.computeIfAbsent(name, first -> new ArrayList<>())
                    .add(new NightTrial(zone, rule).run(from, to)));
            done.accept(zone.zone());
        }
    }

    /**
     * That a span lies within the nights of all zones.
     *
     * @throws IllegalArgumentException it does not; the message says what is there.
     */
    public void require(long from, long to) {
        long first = zones.stream().mapToLong(NightSeries::first).min().orElse(0);
        long end = zones.stream()
                .mapToLong(zone -> zone.first() + zone.nights().length)
                .max()
                .orElse(0);
        if (from < first || to >= end) {
            throw new IllegalArgumentException("must lie within the nights of the file, " + LocalDate.ofEpochDay(first)
                    + ".." + LocalDate.ofEpochDay(end - 1));
        }
    }

    /** How many zones there are. */
    public int zones() {
        return zones.size();
    }

    /** All zones together, a line a rule. */
    public List<String> table() {
        List<String> lines = new ArrayList<>(List.of(HEAD, RULER));
        outcomes.forEach((rule, each) -> lines.add(line(rule, each)));
        return lines;
    }

    /** A line a zone and rule. */
    public List<String> zoneTable() {
        List<String> lines = new ArrayList<>(List.of(HEAD.replace("| rule", "| zone, rule"), RULER));
        for (int i = 0; i < zones.size(); i++) {
            int zone = i;
            outcomes.forEach(
                    (rule, each) -> lines.add(line(zones.get(zone).zone() + ", " + rule, List.of(each.get(zone)))));
        }
        return lines;
    }

    /** Leaks that somebody knows of, by the rule of the night, in every zone: a line a leak. */
    public List<String> labelled(List<KnownLeak> known, long from, long to) {
        List<String> lines = new ArrayList<>();
        for (NightSeries zone : zones) {
            lines.add("| leak in " + zone.zone() + " | m3/h | found within 10 nights (growing: 60) | nights to find |");
            lines.add("|---|---|---|---|");
            lines.addAll(new LabelledLeaks(zone, rules.values().iterator().next()).table(known, from, to));
        }
        return lines;
    }

    private static String line(String name, List<Outcome> of) {
        int nights = of.stream().mapToInt(Outcome::nights).sum();
        int alarms = of.stream().mapToInt(Outcome::alarms).sum();
        int inAlarm = of.stream().mapToInt(Outcome::inAlarm).sum();
        StringBuilder line = new StringBuilder(String.format(
                Locale.ROOT,
                "| %s | %.3f | %.1f %% |",
                name,
                7.0 * alarms / Math.max(1, nights),
                100.0 * inAlarm / Math.max(1, nights)));
        for (int size = 0; size < NightTrial.SIZES.length; size++) {
            line.append(' ').append(share(constant(of, size))).append(" |");
        }
        Leaks chance = of.stream().map(Outcome::chance).reduce(new Leaks(), Leaks::and);
        Leaks growing = of.stream().map(Outcome::growing).reduce(new Leaks(), Leaks::and);
        return line.append(' ')
                .append(share(chance))
                .append(" | ")
                .append(median(constant(of, MEDIAN_OF)))
                .append(" | ")
                .append(share(growing))
                .append(", ")
                .append(median(growing))
                .append(" nights |")
                .toString();
    }

    private static Leaks constant(List<Outcome> of, int size) {
        return of.stream().map(outcome -> outcome.constant().get(size)).reduce(new Leaks(), Leaks::and);
    }

    static String share(Leaks leaks) {
        return leaks.starts() == 0
                ? "-"
                : String.format(Locale.ROOT, "%.1f %%", 100.0 * leaks.delays().size() / leaks.starts());
    }

    static String median(Leaks leaks) {
        List<Integer> sorted = leaks.delays().stream().sorted().toList();
        return sorted.isEmpty() ? "-" : String.valueOf(sorted.get(sorted.size() / 2));
    }
}
