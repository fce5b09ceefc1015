package io.nightflow.bench;

import io.nightflow.gateway.ProcessUse;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * From the launcher's start to the first reading that is on the disk and acknowledged, beside a bare Camel Main on the
 * same class path, with the same collector and heap, that starts six routes and does nothing.
 */
final class StartBenchmark {
    private static final int RUNS = 7;

    private StartBenchmark() {}

    /** {@code args[0]}: a folder for what it writes. */
    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]).toAbsolutePath();
        System.out.println("| | first reading on the disk | bare Camel Main is up | ratio | resident then | bare |");
        System.out.println("|---|---|---|---|---|---|");
        for (Jdk jdk : Jdk.installed()) {
            jdk.archive();
            List<Double> ours = new ArrayList<>();
            List<Double> bare = new ArrayList<>();
            List<Double> resident = new ArrayList<>();
            List<Double> bareResident = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                gateway(jdk, Folders.fresh(folder, "start"), ours, resident);
                bare(jdk, bare, bareResident);
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %.2f s | %.2f s | %.2f | %.0f MB | %.0f MB |%n",
                    jdk,
                    Medians.of(ours),
                    Medians.of(bare),
                    Medians.of(ours) / Medians.of(bare),
                    Medians.of(resident),
                    Medians.of(bareResident));
        }
        System.out.println("\nMedians of " + RUNS + " starts.");
        System.exit(0);
    }

    private static void gateway(Jdk jdk, Path folder, List<Double> seconds, List<Double> resident) throws IOException {
        try (RunningGateway gateway = RunningGateway.start(jdk, folder, "")) {
            seconds.add(gateway.firstReadingSeconds());
            resident.add(gateway.use().residentMb());
        } finally {
            Folders.delete(folder);
        }
    }

    private static void bare(Jdk jdk, List<Double> seconds, List<Double> resident) throws IOException {
        long started = System.nanoTime();
        Process camel = new ProcessBuilder(
                        jdk.home().resolve("bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Bare.class.getName())
                .redirectErrorStream(true)
                .start();
        try (BufferedReader out = camel.inputReader()) {
            for (String line = out.readLine(); !"up".equals(line); line = out.readLine()) {
                if (line == null) {
                    throw new IOException("the bare Camel Main ended");
                }
            }
            seconds.add((System.nanoTime() - started) / 1e9);
            resident.add(ProcessUse.of(camel.toHandle()).residentMb());
        } finally {
            camel.destroyForcibly().onExit().join();
        }
    }

    /** Camel Main with routes of the components that we use. */
    static final class Bare {
        public static void main(String[] args) throws Exception {
            Main main = new Main();
            main.configure().withBasePackageScanEnabled(false);
            main.configure().addRoutesBuilder(new RouteBuilder() {
                @Override
                public void configure() {
                    for (int i = 0; i < 4; i++) {
                        from("quartz:job-" + i + "?cron=0+0+0+*+*+?").log("due");
                    }
                    from("direct:in").to("direct:out");
                    from("direct:out").log("out");
                }
            });
            main.start();
            System.out.println("up");
            Thread.currentThread().join();
        }
    }
}
