package io.nightflow.cli;

import io.nightflow.evaluate.ForecastErrors;
import io.nightflow.evaluate.Span;
import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.LocalHours;
import io.nightflow.forecast.LstmModel;
import io.nightflow.forecast.ModelCard;
import io.nightflow.forecast.SensorSeries;
import io.nightflow.settings.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Forecasts a span of a series from every hour, and sets the errors beside those of the baselines. */
final class ForecastEvaluation {
    private static final int WEEK = 168;
    private static final int ORIGINS_A_TURN = 256;

    private final SeriesSource source;
    private final CommandOutput terminal;

    ForecastEvaluation(SeriesSource source, CommandOutput terminal) {
        this.source = source;
        this.terminal = terminal;
    }

    void run(Optional<Path> file, String report, Optional<Path> out) throws UserError, IOException {
        Path path = file.orElse(source.directory().resolve("config/models/flow.onnx"));
        try (LstmModel model = open(path)) {
            SeriesSource.Series series = source.read(model.card().of());
            Span span = CommandOptions.span("--report", report, ZoneOffset.UTC); // hours of the file's own clock
            LocalHours clock = new LocalHours(ZoneOffset.UTC);
            long from = clock.of(span.from());
            long to = clock.of(span.to());
            try (PrintWriter rows =
                    new PrintWriter(out.isPresent() ? Files.newBufferedWriter(out.get()) : Writer.nullWriter())) {
                rows.println("origin,hour,sensor,forecast");
                ForecastErrors hourly = trial(series, model, from, to, 1, rows);
                if (hourly.hours() == 0) {
                    throw CommandOptions.fault(
                            "--report: must be days with hourly means and five weeks before them", report);
                }
                terminal.line("model " + model.card().version() + ", origins each hour of " + report
                        + "; mean absolute errors, summed over sensors, over those of last week's same hour:");
                ForecastErrors.table(hourly.scores()).forEach(terminal::line);
                terminal.line(String.format("within the band of 8 of 10 hours: %.3f", hourly.bandShare()));
                hourly.bandTable().forEach(terminal::line);
            }
            long monday = HourCalendar.monday(from);
            ForecastErrors weekly = trial(series, model, monday, to, WEEK, new PrintWriter(Writer.nullWriter()));
            terminal.line("");
            terminal.line("Mondays 00:00 only, mean absolute errors in "
                    + model.card().of().unit() + " (hours 1-24 as PI1, 25-168 as PI3):");
            weekly.sensorTable().forEach(terminal::line);
            out.ifPresent(csv -> terminal.line("Each forecast is in " + csv));
        }
    }

    private ForecastErrors trial(
            SeriesSource.Series series, LstmModel model, long from, long to, int stride, PrintWriter rows) {
        ForecastErrors errors = new ForecastErrors(model, series.set().calendar(), to);
        int done = 0;
        for (SensorSeries sensor : series.set().series()) {
            List<Long> origins = new ArrayList<>();
            for (long origin = from; origin < to; origin += stride) {
                origins.add(origin);
                if (origins.size() == ORIGINS_A_TURN || origin + stride >= to) {
                    errors.add(
                            sensor,
                            origins,
                            (of, at, hour, mean) -> rows.println(LocalHours.words(at) + "," + (hour + 1) + ","
                                    + of.name() + "," + String.format(Locale.ROOT, "%.4f", mean)));
                    origins.clear();
                }
            }
            done++;
            if (stride == 1) {
                terminal.progress("Forecasting", done, series.set().series().size(), sensor.name());
            }
        }
        return errors;
    }

    private static LstmModel open(Path file) throws UserError {
        Path card = file.resolveSibling(String.valueOf(file.getFileName()).replaceAll("\\.onnx$", "") + ".json");
        try {
            return LstmModel.open(Files.readAllBytes(file), ModelCard.parse(Files.readAllBytes(card)));
        } catch (IOException e) {
            throw CommandOptions.fault(
                    "--model: a model and its card beside it must be readable", String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw UserError.failed("--model: " + file + ": " + e.getMessage());
        }
    }
}
