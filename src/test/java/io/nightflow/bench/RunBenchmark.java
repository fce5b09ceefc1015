package io.nightflow.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a gateway costs while it runs, whole process, default settings but the ports: resident memory once it has settled,
 * and its share of a core, for readings that come one by one over the minute.
 */
final class RunBenchmark {
    private static final long SETTLE_SECONDS = 75;
    private static final long MEASURE_SECONDS = Long.getLong("bench.run-seconds", 150);

    private RunBenchmark() {}

    /** {@code args[0]}: a folder for what it writes; then numbers of sensors, else 100 and 1,000. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]).toAbsolutePath();
        List<Integer> rates = args.length > 1
                ? List.of(args).subList(1, args.length).stream()
                        .map(Integer::valueOf)
                        .toList()
                : List.of(100, 1_000);
        System.out.println("| | sensors, a reading a minute each | resident after 75 s | share of a core over "
                + MEASURE_SECONDS + " s |");
        System.out.println("|---|---|---|---|");
        for (Jdk jdk : Jdk.installed()) {
            jdk.archive();
            for (int sensors : rates) {
                row(jdk, sensors, Folders.fresh(folder, "run"));
            }
        }
        System.exit(0);
    }

    private static void row(Jdk jdk, int sensors, Path folder) throws Exception {
        try (RunningGateway gateway = RunningGateway.start(jdk, folder, "")) {
            gateway.firstReadingSeconds();
            gateway.feed(sensors);
            TimeUnit.SECONDS.sleep(SETTLE_SECONDS);
            long resident = gateway.residentBytes();
            Duration before = gateway.cpu();
            TimeUnit.SECONDS.sleep(MEASURE_SECONDS);
            double share = gateway.cpu().minus(before).toMillis() / 10.0 / MEASURE_SECONDS;
            System.out.printf(Locale.ROOT, "| %s | %,d | %.1f MB | %.2f %% |%n", jdk, sensors, resident / 1e6, share);
        } finally {
            Folders.delete(folder);
        }
    }
}
