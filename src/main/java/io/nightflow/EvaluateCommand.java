package io.nightflow;

import io.nightflow.detect.DetectionRules;
import io.nightflow.evaluate.DetectionEvaluation;
import io.nightflow.evaluate.Span;
import io.nightflow.forecast.HourCalendar;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how well the product judges, on data with a known answer. */
@Command(
        name = "evaluate",
        description = "Measure how well the product judges, on real demand with known faults put in.",
        mixinStandardHelpOptions = true,
        subcommands = EvaluateNightFlowCommand.class)
final class EvaluateCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final Terminal terminal = Terminal.standard();

    @Override
    public void run() {
        CommandLine.usage(spec, System.out);
    }

    @Command(
            name = "detection",
            mixinStandardHelpOptions = true,
            description = {
                "Detection rate, delay and false alarms of each method on hourly demand made into minutes, with bursts, "
                        + "leaks, stuck meters, spikes and gaps put in.",
                "The file has a column a zone: timestamp,zone-1,zone-2,.. with one line an hour."
            })
    int detection(
            @Option(names = "--data", required = true, paramLabel = "FILE", description = "Hourly demand.") Path data,
            @Option(
                            names = "--learn",
                            defaultValue = "2021-01-01..2021-12-31",
                            paramLabel = "FROM..TO",
                            description = "Days to learn from (default: ${DEFAULT-VALUE}).")
                    String learn,
            @Option(
                            names = "--report",
                            defaultValue = "2022-01-01..2022-07-24",
                            paramLabel = "FROM..TO",
                            description = "Days to judge (default: ${DEFAULT-VALUE}).")
                    String report,
            @Option(
                            names = "--zone",
                            paramLabel = "ZONE",
                            defaultValue = "Europe/Rome",
                            description = "Time zone of the file (default: ${DEFAULT-VALUE}).")
                    String zone,
            @Option(
                            names = "--flow-unit",
                            paramLabel = "UNIT",
                            defaultValue = "L/s",
                            description = "Unit of the file (default: ${DEFAULT-VALUE}).")
                    String flowUnit,
            @Option(
                            names = "--mode",
                            paramLabel = "MODE",
                            defaultValue = "profile",
                            description = "profile or percentile (default: ${DEFAULT-VALUE}).")
                    String mode,
            @Option(
                            names = "--minutes",
                            paramLabel = "KIND",
                            defaultValue = "rough",
                            description =
                                    "How hours are made into minutes, rough or smooth (default: ${DEFAULT-VALUE}); "
                                            + "a file that has minutes keeps its own.")
                    String minutes,
            @Option(
                            names = "--every",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "Minutes from one reading to the next, 1, 5, 10 or 15 "
                                    + "(default: ${DEFAULT-VALUE}).")
                    int every,
            @Option(
                            names = "--holidays",
                            paramLabel = "FILE",
                            description = "List of holidays, which are judged as Sundays (default: none).")
                    Optional<Path> holidays,
            @Option(
                            names = "--seed",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "Seed (default: ${DEFAULT-VALUE}).")
                    long seed)
            throws UserError, IOException {
        ZoneId local = Options.zone(zone);
        Unit unit = Options.unit("--flow-unit", Quantity.FLOW, flowUnit);
        if (!mode.equals("profile") && !mode.equals("percentile")) {
            throw Options.fault("--mode: must be profile or percentile", mode);
        }
        if (!minutes.equals("rough") && !minutes.equals("smooth")) {
            throw Options.fault("--minutes: must be rough or smooth", minutes);
        }
        if (every < 1 || every > 15 || 60 % every != 0) {
            throw Options.fault("--every: must be 1 to 15 and a part of an hour", Integer.toString(every));
        }
        DetectionEvaluation evaluation = new DetectionEvaluation(
                Files.readAllLines(Options.readable("--data", data)),
                local,
                unit,
                span("--learn", learn, local),
                span("--report", report, local),
                rules(local, mode).with(holidays.isPresent() ? days(holidays.get()) : date -> false),
                seed,
                minutes.equals("smooth"),
                every);
        AtomicInteger done = new AtomicInteger();
        evaluation.run(name -> terminal.progress("Judging", done.incrementAndGet(), evaluation.zones(), name));
        terminal.line("mode " + mode + ", learnt " + learn + ", reported " + report + ", seed " + seed + ", minutes "
                + minutes + ", every " + every);
        evaluation.table().forEach(terminal::line);
        terminal.line("");
        evaluation.zoneTable().forEach(terminal::line);
        return 0;
    }

    @Command(
            name = "forecast",
            mixinStandardHelpOptions = true,
            description = {
                "Errors of a forecast model and of every baseline on hourly demand, over those of last week's same hour.",
                "The file has a column a sensor: timestamp,sensor-1,sensor-2,.. with one line an hour."
            })
    int forecast(
            @Mixin SeriesSource source,
            @Option(
                            names = "--model",
                            paramLabel = "FILE",
                            description = "The model, its card beside it (default: flow.onnx of the gateway's folder).")
                    Optional<Path> model,
            @Option(
                            names = "--report",
                            defaultValue = "2022-05-01..2022-07-24",
                            paramLabel = "FROM..TO",
                            description = "Days to forecast (default: ${DEFAULT-VALUE}).")
                    String report,
            @Option(
                            names = "--out",
                            paramLabel = "CSV",
                            description = "Where to write each forecast: origin,hour,sensor,forecast.")
                    Optional<Path> out)
            throws UserError, IOException {
        new ForecastTrial(source, terminal).run(model, report, out);
        return 0;
    }

    private static Predicate<LocalDate> days(Path file) throws UserError, IOException {
        HourCalendar calendar = Forecasting.calendar(Options.readable("--holidays", file));
        return date -> calendar.isHoliday(date.toEpochDay() * 24);
    }

    private static DetectionRules rules(ZoneId zone, String mode) {
        DetectionRules usual = DetectionRules.usual(zone);
        return mode.equals("percentile") ? usual.percentile() : usual;
    }

    static Span span(String option, String text, ZoneId zone) throws UserError {
        try {
            return Span.parse(text, zone);
        } catch (IllegalArgumentException e) {
            throw UserError.usage(option + ": " + e.getMessage());
        }
    }
}
