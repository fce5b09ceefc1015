package io.nightflow.cli;

import io.nightflow.evaluate.DemandFile;
import io.nightflow.evaluate.KnownLeak;
import io.nightflow.evaluate.NightEvaluation;
import io.nightflow.evaluate.Span;
import io.nightflow.forecast.LocalHours;
import io.nightflow.forecast.SensorSeries;
import io.nightflow.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures the rule of the night: leaks found beside alarms raised where there is none. */
@Command(
        name = "night-flow",
        mixinStandardHelpOptions = true,
        description = {
            "Leaks that the rule of the night finds, put into the nights of real zones on every night on which no alarm is"
                    + " on, beside the alarms that it raises where nothing was put in; a rule of ten lines beside it.",
            "The file has a column a zone: timestamp,zone-1,zone-2,.. with a line an hour, or several."
        })
final class EvaluateNightFlowCommand implements Callable<Integer> {
    @Mixin
    private JudgedDemand demand = new JudgedDemand();

    @Option(
            names = "--without",
            paramLabel = "COLUMN",
            description = "A column of known leaks, to be taken away from all others.")
    private Optional<String> without = Optional.empty();

    @Option(
            names = "--leaks",
            paramLabel = "FILE",
            description = "Known leaks to put in as well: leak,first,last,peak_m3h,share_of_peak_on_first_day.")
    private Optional<Path> leaks = Optional.empty();

    private final CommandOutput terminal = CommandOutput.standard();

    @Override
    public Integer call() throws UserError, IOException {
        ZoneId local = demand.zone();
        Span reported = demand.reported();
        NightEvaluation evaluation = new NightEvaluation(hours(local), demand.calendar()::isHolidayOn);
        List<KnownLeak> known = leaks.isPresent() ? known(leaks.get()) : List.of();
        AtomicInteger done = new AtomicInteger();
        long from = reported.firstDay(local);
        long to = reported.lastDay(local);
        try {
            evaluation.require(from, to);
        } catch (IllegalArgumentException e) {
            throw demand.wrongReport(String.valueOf(e.getMessage()));
        }
        evaluation.run(
                from, to, name -> terminal.progress("Judging", done.incrementAndGet(), evaluation.zones(), name));
        terminal.line(demand.words() + ", mornings by " + local);
        evaluation.table().forEach(terminal::line);
        terminal.line("");
        evaluation.zoneTable().forEach(terminal::line);
        if (!known.isEmpty()) {
            terminal.line("");
            evaluation.labelled(known, from, to).forEach(terminal::line);
        }
        return 0;
    }

    private static List<KnownLeak> known(Path file) throws UserError, IOException {
        try {
            return KnownLeak.parse(Files.readAllLines(CommandOptions.readable("--leaks", file)));
        } catch (IllegalArgumentException e) {
            throw UserError.failed("--leaks: " + file + ": " + e.getMessage());
        }
    }

    private List<SensorSeries> hours(ZoneId local) throws UserError, IOException {
        Path file = demand.file();
        long first = new LocalHours(local).of(demand.learnt().from());
        try {
            List<SensorSeries> all = DemandFile.read(file, local, demand.unit());
            List<SensorSeries> zones = without.isPresent() ? DemandFile.without(all, without.get()) : all;
            return zones.stream().map(series -> series.from(first)).toList();
        } catch (IllegalArgumentException e) {
            throw UserError.failed(file + ": " + e.getMessage());
        }
    }
}
