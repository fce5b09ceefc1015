package io.nightflow.cli;

import io.nightflow.detect.series.SeriesScorer;
import io.nightflow.settings.UserError;
import io.nightflow.table.SeriesReader;
import io.nightflow.table.SeriesReader.Point;
import io.nightflow.table.Table;
import io.nightflow.table.TableOptions;
import io.nightflow.table.UnreadableTableException;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores a plain series, to compare detection with that of others. */
@Command(
        name = "detect",
        description = {
            "Score any plain series, by how far it goes beyond what it has shown: reads timestamp,value at any sampling interval, writes "
                    + "timestamp,value,anomaly_score,stage,reason.",
            "A row's result depends on that row and earlier ones only. The score is 0 to 1, 0.5 where an alert begins."
        },
        mixinStandardHelpOptions = true)
public final class DetectCommand implements Callable<Integer> {
    @Option(names = "--csv", required = true, paramLabel = "FILE", description = "The series; - for standard input.")
    private String csv = "-";

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "The scores; - for standard output.")
    private String out = "-";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "UTC",
            description = "Time zone of local times (default: UTC).")
    private String zone = "UTC";

    private final Map<String, Integer> odd = new LinkedHashMap<>();
    private long scored;
    private long last = Long.MIN_VALUE;

    @Override
    public Integer call() throws Exception {
        ZoneId local = CommandOptions.zone(zone);
        boolean fromFile = !csv.equals("-");
        if (fromFile) {
            CommandOptions.readable("--csv", Path.of(csv));
        }
        if (fromFile
                && !out.equals("-")
                && Files.exists(Path.of(out))
                && Files.isSameFile(Path.of(csv), Path.of(out))) {
            throw UserError.usage("--out: must be another file than --csv (got " + out + ")");
        }
        try (TableInput input = TableInput.of(csv)) {
            Table table = Table.of(input.source(), TableOptions.ofSeries(local));
            if (table.form().columns().size() > 1) {
                System.err.println("nightflow: detect: of several columns of values '"
                        + table.form().columns().get(0).name().replaceAll("\\p{C}", "?") + "' is scored");
            }
            if (out.equals("-")) {
                score(table, new OutputStreamWriter(System.out, StandardCharsets.UTF_8), local);
            } else {
                intoFile(table, local);
            }
        } catch (UnreadableTableException e) {
            throw UserError.form("scoring " + csv + ": it " + e.getMessage());
        }
        odd.forEach((what, rows) -> System.err.println("nightflow: " + "detect: " + rows + " rows " + what));
        return 0;
    }

    /** Whole, or not at all. */
    private void intoFile(Table table, ZoneId local) throws IOException, UserError {
        Path part = Path.of(out + ".part");
        try {
            try (Writer scores = Files.newBufferedWriter(part)) {
                score(table, scores, local);
            }
            Files.move(part, Path.of(out), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void score(Table table, Writer scores, ZoneId local) throws IOException, UserError {
        SeriesScorer scorer = new SeriesScorer(local);
        scores.write("timestamp,value,anomaly_score,stage,reason\n");
        try (SeriesReader rows = table.series()) {
            for (Optional<Point> row = rows.next(); row.isPresent(); row = rows.next()) {
                SeriesScorer.Score score = score(row.get(), scorer);
                scores.write(String.format(
                        Locale.ROOT,
                        "%s,%s,%.6f,%d,%s%n",
                        plain(row.get().time()),
                        plain(row.get().value()),
                        score.score(),
                        score.stage().ordinal(),
                        score.reason()));
            }
        }
        scores.flush();
        if (scored == 0) {
            throw UserError.failed(csv + ": " + "no row could be scored. A row is a time and a value");
        }
    }

    private void count(String what) {
        odd.merge(what, 1, Integer::sum);
    }

    private SeriesScorer.Score score(Point row, SeriesScorer scorer) {
        long second = row.instant().map(Instant::getEpochSecond).orElse(Long.MIN_VALUE);
        if (row.instant().isEmpty()) {
            count("do not start with a time, and are skipped");
        } else if (Double.isNaN(row.number())) {
            count("have no value, and are skipped");
        } else if (second <= last) {
            count(second == last ? "have the time of the row before, and are skipped" : "are late, and are skipped");
        } else {
            last = second;
            scored++;
            return scorer.score(last, row.number());
        }
        return SeriesScorer.Score.UNKNOWN;
    }

    /** What a field held in quotes stands there in quotes again. */
    private static String plain(String field) {
        return field.indexOf(',') < 0 ? field : '"' + field + '"';
    }
}
