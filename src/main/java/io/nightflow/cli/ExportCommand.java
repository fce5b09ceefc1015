package io.nightflow.cli;

import io.nightflow.reading.AlertWords;
import io.nightflow.settings.Key;
import io.nightflow.settings.SensorsFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import io.nightflow.store.Database;
import io.nightflow.store.Export;
import io.nightflow.store.Export.What;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes history as CSV, also while the gateway runs. */
@Command(
        name = "export",
        description =
                "Write readings, registers, outliers, night-flow or alerts of a span as CSV, also while the gateway runs.",
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    @Option(
            names = "--what",
            paramLabel = "WHAT",
            defaultValue = "readings",
            description = "readings, registers, outliers, night-flow or alerts (default: ${DEFAULT-VALUE}).")
    private String what = "readings";

    @Option(names = "--from", paramLabel = "DAY", required = true, description = "The first day, such as 2026-11-01.")
    private String from = "";

    @Option(names = "--to", paramLabel = "DAY", required = true, description = "The last day.")
    private String to = "";

    @Option(names = "--out", paramLabel = "FILE", description = "The file (default: standard output).")
    private @Nullable Path out;

    @Override
    public Integer call() throws UserError, IOException {
        Settings settings = folder.settings();
        What kind = Arrays.stream(What.values())
                .filter(each -> each.word().equals(what))
                .findFirst()
                .orElseThrow(() -> UserError.usage("--what: must be one of " + What.words() + " (got " + what + ")"));
        Instant start = day("--from", from).atStartOfDay(settings.zone()).toInstant();
        Instant end = day("--to", to).plusDays(1).atStartOfDay(settings.zone()).toInstant();
        if (!start.isBefore(end)) {
            throw UserError.usage("--to: must not be before --from (got " + from + " and " + to + ")");
        }
        Path file = GatewayFolder.database("export", settings);
        try (Database database = Database.openToRead(file);
                PrintStream csv = stream()) {
            AlertWords words = new AlertWords(settings.get(Key.SITE_LANGUAGE), SensorsFile.read(settings));
            long rows = new Export(database, words).write(kind, start, end, csv::println);
            if (csv.checkError()) {
                throw new IOException("writing " + out + ": not all of it went out. Check the disk");
            }
            if (out != null) {
                CommandOutput.standard()
                        .line(rows + " rows of " + kind.word() + " in " + out + ", days of " + settings.zone());
            }
        }
        return 0;
    }

    private PrintStream stream() throws IOException, UserError {
        if (out != null
                && (Files.isDirectory(out)
                        || !Files.isDirectory(out.toAbsolutePath().normalize().resolveSibling(".")))) {
            throw UserError.usage("--out: must be a file in a folder that is there (got " + out + ")");
        }
        OutputStream target = out == null ? System.out : Files.newOutputStream(out);
        return new PrintStream(new BufferedOutputStream(target), false, StandardCharsets.UTF_8);
    }

    private static LocalDate day(String option, String text) throws UserError {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw UserError.usage(option + ": must be a day such as 2026-11-01 (got " + text + ")");
        }
    }
}
