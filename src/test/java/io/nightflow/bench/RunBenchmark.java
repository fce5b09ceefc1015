package io.nightflow.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a gateway costs while it runs, whole process, default settings but the ports, for readings that come one by one
 * over the minute: resident memory, and its share of a core while its code is new and afterwards. All run side by side.
 */
final class RunBenchmark {
    private static final long RESIDENT_AFTER_SECONDS = 75;
    private static final long SPAN_SECONDS = Long.getLong("bench.run-seconds", 600); // a delivery falls into it
    private static final List<Integer> SENSORS = List.of(100, 1_000);

    private RunBenchmark() {}

    private static final class Run {
        private final Jdk jdk;
        private final int sensors;
        private final Path folder;
        private final RunningGateway gateway;
        private double residentMb;
        private Duration taken = Duration.ZERO;
        private double shareAtFirst;

        Run(Jdk jdk, int sensors, Path folder) throws IOException {
            this.jdk = jdk;
            this.sensors = sensors;
            this.folder = folder;
            gateway = RunningGateway.start(jdk, folder, "");
            gateway.firstReadingSeconds();
            gateway.feed(sensors);
        }

        /** Its share of a core since the last time that this was asked, in percent. */
        double share() throws IOException {
            Duration before = taken;
            taken = gateway.use().cpu();
            return taken.minus(before).toMillis() / 10.0 / SPAN_SECONDS;
        }

        void print() throws IOException {
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %.1f MB | %.2f %% | %.2f %% | %.1f MB |%n",
                    jdk,
                    sensors,
                    residentMb,
                    shareAtFirst,
                    share(),
                    gateway.use().residentMb());
        }

        void end() throws IOException {
            gateway.close();
            Folders.delete(folder);
        }
    }

    /** {@code args[0]}: a folder for what it writes. */
    public static void main(String[] args) throws Exception {
        System.out.println("| | sensors, a reading a minute each | resident after " + RESIDENT_AFTER_SECONDS
                + " s | share of a core in the first " + SPAN_SECONDS + " s, start included | in the next "
                + SPAN_SECONDS + " s | resident then |");
        System.out.println("|---|---|---|---|---|---|");
        List<Run> runs = new ArrayList<>();
        try {
            for (Jdk jdk : Jdk.installed()) {
                jdk.archive();
                for (int sensors : SENSORS) {
                    runs.add(
                            new Run(jdk, sensors, Folders.fresh(Path.of(args[0]).toAbsolutePath(), "run")));
                }
            }
            measure(runs);
        } finally {
            for (Run run : runs) {
                run.end();
            }
        }
        System.out.println("\nAll at once on one machine, each with both models, a delivery in each span.");
        System.exit(0);
    }

    private static void measure(List<Run> runs) throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(RESIDENT_AFTER_SECONDS);
        for (Run run : runs) {
            run.residentMb = run.gateway.use().residentMb();
        }
        TimeUnit.SECONDS.sleep(SPAN_SECONDS - RESIDENT_AFTER_SECONDS);
        for (Run run : runs) {
            run.shareAtFirst = run.share();
        }
        TimeUnit.SECONDS.sleep(SPAN_SECONDS);
        for (Run run : runs) {
            run.print();
        }
    }
}
