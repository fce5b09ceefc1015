package io.nightflow;

import io.nightflow.detect.SeriesScorer;
import io.nightflow.reading.TimeStamps;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores a plain series, to compare detection with that of others. */
@Command(
        name = "detect",
        description = {
            "Score a plain series by method value: reads timestamp,value at any sampling interval, writes "
                    + "timestamp,value,anomaly_score,stage,reason.",
            "A row's result depends on that row and earlier ones only. The score is 0 to 1, 0.5 where an alert begins."
        },
        mixinStandardHelpOptions = true)
final class DetectCommand implements Callable<Integer> {
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

    @Override
    public Integer call() throws Exception {
        if (!SettingRule.of(SettingRule.Kind.ZONE).holds().test(zone)) {
            throw UserError.usage("--zone: must be a time zone such as Europe/Rome (got " + zone + ")");
        }
        if (!csv.equals("-") && !Files.isReadable(Path.of(csv))) {
            throw UserError.failed("--csv: " + csv + " cannot be read. Check the path");
        }
        try (BufferedReader in = csv.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(csv))) {
            if (out.equals("-")) {
                score(in, new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
            } else {
                try (Writer scores = Files.newBufferedWriter(Path.of(out))) {
                    score(in, scores);
                }
            }
        }
        return 0;
    }

    private void score(BufferedReader in, Writer scores) throws IOException, UserError {
        TimeStamps times = new TimeStamps(ZoneId.of(zone), false);
        SeriesScorer scorer = new SeriesScorer(ZoneId.of(zone));
        scores.write("timestamp,value,anomaly_score,stage,reason\n");
        long last = Long.MIN_VALUE;
        int number = 0;
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            number++;
            String[] fields = line.strip().split(",", -1);
            if (line.isBlank() || (number == 1 && isHeader(fields))) {
                continue;
            }
            if (fields.length < 2) {
                throw fault(number, "must be timestamp,value", line);
            }
            String text = fields[0].strip();
            Optional<Long> second = time(text, times);
            if (second.isEmpty()) {
                throw fault(number, "must start with a time", text);
            }
            if (second.get() < last) {
                throw fault(number, "must not be before the line above it", text);
            }
            last = second.get();
            SeriesScorer.Score score = scorer.score(last, value(fields[1].strip(), number));
            scores.write(String.format(
                    Locale.ROOT,
                    "%s,%s,%.6f,%d,%s%n",
                    text,
                    fields[1].strip(),
                    score.score(),
                    score.stage().ordinal(),
                    score.reason()));
        }
        scores.flush();
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

    private double value(String text, int line) throws UserError {
        if (text.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw fault(line, "value must be a number, or empty where it is missing", text);
        }
    }

    private UserError fault(int line, String rule, String got) {
        return UserError.failed(csv + ":" + line + ": " + rule + " (got " + got + ")");
    }
}
