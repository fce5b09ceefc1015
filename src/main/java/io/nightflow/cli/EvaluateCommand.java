package io.nightflow.cli;

import io.nightflow.detect.DetectionRules;
import io.nightflow.evaluate.DetectionEvaluation;
import io.nightflow.settings.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
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
public final class EvaluateCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final CommandOutput terminal = CommandOutput.standard();

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
            @Mixin JudgedDemand demand,
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
                            names = "--seed",
                            paramLabel = "N",
                            defaultValue = "1",
                            description = "Seed (default: ${DEFAULT-VALUE}).")
                    long seed)
            throws UserError, IOException {
        ZoneId local = demand.zone();
        if (!mode.equals("profile") && !mode.equals("percentile")) {
            throw CommandOptions.fault("--mode: must be profile or percentile", mode);
        }
        if (!minutes.equals("rough") && !minutes.equals("smooth")) {
            throw CommandOptions.fault("--minutes: must be rough or smooth", minutes);
        }
        if (every < 1 || every > 15 || 60 % every != 0) {
            throw CommandOptions.fault("--every: must be 1 to 15 and a part of an hour", Integer.toString(every));
        }
        DetectionEvaluation evaluation = detection(
                demand, rules(local, mode).with(demand.calendar()::isHolidayOn), seed, minutes.equals("smooth"), every);
        AtomicInteger done = new AtomicInteger();
        evaluation.run(name -> terminal.progress("Judging", done.incrementAndGet(), evaluation.zones(), name));
        terminal.line("mode " + mode + ", " + demand.words() + ", seed " + seed + ", minutes " + minutes + ", every "
                + every);
        evaluation.table().forEach(terminal::line);
        terminal.line("");
        evaluation.zoneTable().forEach(terminal::line);
        return 0;
    }

    private static DetectionEvaluation detection(
            JudgedDemand demand, DetectionRules rules, long seed, boolean smooth, int every)
            throws UserError, IOException {
        Path file = demand.file();
        try {
            return new DetectionEvaluation(
                    file, demand.zone(), demand.unit(), demand.learnt(), demand.reported(), rules, seed, smooth, every);
        } catch (IllegalArgumentException e) {
            throw UserError.failed(file + ": " + e.getMessage());
        }
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
        new ForecastEvaluation(source, terminal).run(model, report, out);
        return 0;
    }

    private static DetectionRules rules(ZoneId zone, String mode) {
        DetectionRules usual = DetectionRules.usual(zone);
        return mode.equals("percentile") ? usual.percentile() : usual;
    }
}
