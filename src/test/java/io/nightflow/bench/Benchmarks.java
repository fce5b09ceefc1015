package io.nightflow.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs the benchmarks, each as a process of its own, and writes what each prints on standard output into its section of
 * docs/reference/benchmarks.md, with date and machine. {@code -Dbench=NAMES} runs some of them; the others' sections stay.
 */
final class Benchmarks {
    private static final Path DOCUMENT = Path.of("docs/reference/benchmarks.md");
    private static final Pattern SECTION = Pattern.compile("(?ms)^## (.+?)\\n(.*?)(?=^## |\\z)");

    private static final String HISTORY = "Runs so far";
    private static final String HISTORY_HEAD = "| day | what | figure | machine |\n|---|---|---|---|\n";

    /** A line of a benchmark's output that begins so goes into the history of runs. */
    static final String FIGURE = "figure: ";

    private Benchmarks() {}

    private record Bench(String name, String title, Class<?> main) {}

    private static final List<Bench> ALL = List.of(
            new Bench("collect", "Durable rows from the line", CollectBenchmark.class),
            new Bench("peers", "Beside what an integrator would write", PeersBenchmark.class),
            new Bench("staging", "Staging", StagingBenchmark.class),
            new Bench("judge", "Judging a sensor-minute", DetectionBenchmark.class),
            new Bench("growth", "As sensors grow", GrowthBenchmark.class),
            new Bench("catch-up", "Downtime caught up", CatchUpBenchmark.class),
            new Bench("backlog", "A live reading beside a backlog", BacklogBenchmark.class),
            new Bench("forecast", "Forecasts", ForecastBenchmark.class),
            new Bench("start", "Start", StartBenchmark.class),
            new Bench("run", "While it runs", RunBenchmark.class),
            new Bench("rate", "Ten thousand sensors", RateBenchmark.class),
            new Bench("fleet", "The fleet", FleetBenchmark.class),
            new Bench("recovery", "Recovery", RecoveryBenchmark.class));

    /** {@code args}: a folder on the file system to measure, then options of Java for each. */
    public static void main(String[] args) throws Exception {
        String some = System.getProperty("bench", "");
        Map<String, String> sections = sections();
        for (Bench bench : ALL) {
            if (some.isEmpty() || List.of(some.split(",")).contains(bench.name())) {
                String out = run(bench, args);
                sections.put(bench.title(), body(out) + "\n\n" + under(bench) + "\n\n");
                sections.merge(HISTORY, history(bench, out), Benchmarks::append);
                write(sections); // a long run that is broken off keeps what it has
            }
        }
        System.exit(0);
    }

    private static String body(String out) {
        return out.lines()
                .filter(line -> !line.startsWith(FIGURE))
                .collect(Collectors.joining("\n"))
                .strip();
    }

    private static String history(Bench bench, String out) throws IOException {
        String machine = machine();
        return out.lines()
                .filter(line -> line.startsWith(FIGURE))
                .map(line -> "| " + LocalDate.now() + " | " + bench.name() + " | " + line.substring(FIGURE.length())
                        + " | " + machine + " |\n")
                .collect(Collectors.joining());
    }

    private static String append(String table, String rows) {
        return (table.isBlank() ? HISTORY_HEAD : table.stripTrailing() + "\n") + rows + "\n";
    }

    private static String under(Bench bench) throws IOException {
        return "`mvn -Pbench verify -Dbench=" + bench.name() + "`, " + LocalDate.now() + ", " + machine();
    }

    private static String run(Bench bench, String[] args) throws IOException, InterruptedException {
        System.err.println("== " + bench.name());
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin/java").toString()));
        command.addAll(List.of(args).subList(1, args.length));
        command.addAll(List.of(
                "-Dlogback.configurationFile=bench-logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                bench.main().getName(),
                Path.of(args[0]).toAbsolutePath().toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("benchmark " + bench.name() + " failed; its last words are above\n" + out);
        }
        System.err.println(out);
        return out.strip();
    }

    private static Map<String, String> sections() throws IOException {
        Map<String, String> sections = new LinkedHashMap<>();
        ALL.forEach(bench -> sections.put(bench.title(), ""));
        sections.put(HISTORY, "");
        if (Files.exists(DOCUMENT)) {
            Matcher section = SECTION.matcher(Files.readString(DOCUMENT));
            while (section.find()) {
                sections.computeIfPresent(section.group(1), (title, none) -> section.group(2));
            }
        }
        return sections;
    }

    private static void write(Map<String, String> sections) throws IOException {
        StringBuilder text = new StringBuilder("# Benchmarks\n\nWritten by `mvn -Pbench verify`, which runs them all"
                + " (an hour); each figure beside what it is compared with, in the same run. What they say:"
                + " [decision 14](../decisions/0014-what-the-figures-say.md).\n\n");
        sections.forEach((title, body) -> {
            if (!body.isBlank()) {
                text.append("## ")
                        .append(title)
                        .append("\n")
                        .append(body.strip().indent(0))
                        .append("\n");
            }
        });
        Files.writeString(DOCUMENT, text.toString().strip() + "\n");
    }

    /** What it ran on: cores, kernel, file system of the folder. */
    private static String machine() throws IOException {
        String cpu = Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.replaceAll(".*:\\s*", ""))
                .findFirst()
                .orElse(System.getProperty("os.arch"));
        long mebibytes = Long.parseLong(
                        Files.readAllLines(Path.of("/proc/meminfo")).get(0).replaceAll("\\D", ""))
                / TimeUnit.SECONDS.toMillis(1);
        return Runtime.getRuntime().availableProcessors() + " cores of " + cpu + ", " + mebibytes / 1_000
                + " GB, Linux " + System.getProperty("os.version") + ", "
                + Files.getFileStore(Path.of("target")).type() + ", Java " + System.getProperty("java.version") + ".";
    }
}
