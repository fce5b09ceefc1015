package io.nightflow;

import io.nightflow.evaluate.DemandFile;
import io.nightflow.evaluate.KnownLeak;
import io.nightflow.evaluate.NightEvaluation;
import io.nightflow.evaluate.Span;
import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.SensorSeries;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
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
    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Hourly demand.")
    private Path data = Path.of("");

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

    @Option(
            names = "--learn",
            defaultValue = "2021-01-01..2021-12-31",
            paramLabel = "FROM..TO",
            description = "Days that lie before (default: ${DEFAULT-VALUE}).")
    private String learn = "";

    @Option(
            names = "--report",
            defaultValue = "2022-01-01..2022-07-24",
            paramLabel = "FROM..TO",
            description = "Days to judge (default: ${DEFAULT-VALUE}).")
    private String report = "";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "Europe/Rome",
            description = "Time zone of the file (default: ${DEFAULT-VALUE}).")
    private String zone = "";

    @Option(
            names = "--flow-unit",
            paramLabel = "UNIT",
            defaultValue = "L/s",
            description = "Unit of the file (default: ${DEFAULT-VALUE}).")
    private String flowUnit = "";

    @Option(names = "--holidays", paramLabel = "FILE", description = "List of holidays (default: none).")
    private Optional<Path> holidays = Optional.empty();

    private final Terminal terminal = Terminal.standard();

    @Override
    public Integer call() throws UserError, IOException {
        ZoneId local = Options.zone(zone);
        Span learnt = EvaluateCommand.span("--learn", learn, local);
        Span reported = EvaluateCommand.span("--report", report, local);
        HourCalendar calendar = holidays.isPresent() ? Forecasting.calendar(holidays.get()) : HourCalendar.PLAIN;
        NightEvaluation evaluation = new NightEvaluation(hours(local, learnt), calendar::isHolidayOn);
        List<KnownLeak> known = leaks.isPresent() ? known(leaks.get()) : List.of();
        AtomicInteger done = new AtomicInteger();
        long from = reported.firstDay(local);
        long to = reported.lastDay(local);
        try {
            evaluation.require(from, to);
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--report: " + e.getMessage() + " (got " + report + ")");
        }
        evaluation.run(
                from, to, name -> terminal.progress("Judging", done.incrementAndGet(), evaluation.zones(), name));
        terminal.line("before " + learn + ", reported " + report + ", mornings by " + zone);
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
            return KnownLeak.parse(Files.readAllLines(Options.readable("--leaks", file)));
        } catch (IllegalArgumentException e) {
            throw UserError.failed("--leaks: " + file + " " + e.getMessage());
        }
    }

    private List<SensorSeries> hours(ZoneId local, Span learnt) throws UserError, IOException {
        Unit unit = Options.unit("--flow-unit", Quantity.FLOW, flowUnit);
        try {
            List<SensorSeries> all = DemandFile.read(Options.readable("--data", data), local, unit);
            List<SensorSeries> zones = without.isPresent() ? DemandFile.without(all, without.get()) : all;
            return zones.stream()
                    .map(series -> series.from(learnt.firstHour(local)))
                    .toList();
        } catch (IllegalArgumentException e) {
            throw UserError.failed(data + " " + e.getMessage());
        }
    }
}
