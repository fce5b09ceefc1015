package io.nightflow.cli;

import io.nightflow.detect.series.SeriesScorer;
import io.nightflow.reading.TimeStamps;
import io.nightflow.settings.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
    private static final int MILLIS_DIGITS = 13;

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
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                fromFile ? Files.newInputStream(Path.of(csv)) : System.in, StandardCharsets.UTF_8))) {
            if (out.equals("-")) {
                score(in, new OutputStreamWriter(System.out, StandardCharsets.UTF_8), local);
            } else {
                intoFile(in, local);
            }
        }
        odd.forEach((what, rows) -> System.err.println("nightflow: " + "detect: " + rows + " rows " + what));
        return 0;
    }

    /** Whole, or not at all. */
    private void intoFile(BufferedReader in, ZoneId local) throws IOException, UserError {
        Path part = Path.of(out + ".part");
        try {
            try (Writer scores = Files.newBufferedWriter(part)) {
                score(in, scores, local);
            }
            Files.move(part, Path.of(out), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void score(BufferedReader in, Writer scores, ZoneId local) throws IOException, UserError {
        TimeStamps times = new TimeStamps(local, false);
        SeriesScorer scorer = new SeriesScorer(local);
        scores.write("timestamp,value,anomaly_score,stage,reason\n");
        long last = Long.MIN_VALUE;
        boolean first = true;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] fields = line.strip().split(",", -1);
            boolean header = first && isHeader(fields);
            first = false;
            if (line.isBlank() || header) {
                continue;
            }
            String text = fields[0].strip();
            String number = fields.length < 2 ? "" : fields[1].strip();
            Optional<Long> second = time(text, times);
            double value = value(number);
            SeriesScorer.Score score = SeriesScorer.Score.UNKNOWN;
            if (second.isEmpty()) {
                count("do not start with a time, and are skipped");
            } else if (!Double.isFinite(value)) {
                count("have no value, and are skipped");
            } else if (second.get() <= last) {
                count(
                        second.get() == last
                                ? "have the time of the row before, and are skipped"
                                : "are late, and are skipped");
            } else {
                last = second.get();
                score = scorer.score(last, value);
                scored++;
            }
            scores.write(String.format(
                    Locale.ROOT,
                    "%s,%s,%.6f,%d,%s%n",
                    text,
                    number,
                    score.score(),
                    score.stage().ordinal(),
                    score.reason()));
        }
        scores.flush();
        if (scored == 0) {
            throw UserError.failed(csv + ": " + "no row could be scored. A row is timestamp,value with a comma");
        }
    }

    private void count(String what) {
        odd.merge(what, 1, Integer::sum);
    }

    /** A first line whose second field is no number is a header. */
    private static boolean isHeader(String[] fields) {
        try {
            return fields.length < 2 || Double.isNaN(Double.parseDouble(fields[1].strip()));
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /** ISO, epoch seconds, or milliseconds where there are 13 digits. */
    private static Optional<Long> time(String text, TimeStamps times) {
        if (text.matches("[0-9]{1,13}")) {
            long number = Long.parseLong(text);
            return Optional.of(text.length() == MILLIS_DIGITS ? number / 1_000 : number);
        }
        return times.read(text).map(Instant::getEpochSecond);
    }

    /** NaN for what is no number. */
    private static double value(String text) {
        try {
            return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
