package io.nightflow.bench;

import io.nightflow.NightflowProcess;
import io.nightflow.line.PseudoTerminal;
import io.nightflow.link.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * From the launcher's start to the first reading that is on the disk and acknowledged, beside a bare Camel Main on the
 * same class path that starts five routes and does nothing. {@code args}: a folder for what it writes.
 */
final class StartBenchmark {
    private static final int RUNS = 5;

    private StartBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path launcher = Path.of("nightflow").toAbsolutePath();
        NightflowProcess.startProgram(launcher.toString(), "archive").rest();
        List<Double> ours = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        List<Double> resident = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            ours.add(gateway(launcher, Path.of(args[0], "start-" + run), resident));
            bare.add(bare());
        }
        System.out.printf(
                "first reading on the disk after %.2f s, a bare Camel Main is up after %.2f s, ratio %.2f; resident %.0f MiB%n",
                median(ours), median(bare), median(ours) / median(bare), median(resident));
    }

    private static double gateway(Path launcher, Path folder, List<Double> resident) throws Exception {
        NightflowProcess.folder(
                folder,
                "meter.port = " + folder + "/meter\ndevice.port = " + folder + "/device\nmeter.baud = 921600\n"
                        + "forecast.models = " + Path.of("config/models").toAbsolutePath() + "\n");
        try (PseudoTerminal meter = PseudoTerminal.open(folder.resolve("meter"))) {
            long started = System.nanoTime();
            NightflowProcess gateway =
                    NightflowProcess.startProgram(launcher.toString(), "run", "--dir", folder.toString());
            gateway.drainInBackground();
            byte[] line = Frame.encode("S,7,1,m," + Instant.now().getEpochSecond() / 60 * 60 + ",1,2");
            StringBuilder answer = new StringBuilder();
            byte[] buffer = new byte[256];
            while (answer.indexOf("$A,S,7,1*") < 0) {
                meter.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                meter.write(line);
                answer.append(new String(buffer, 0, meter.read(buffer), StandardCharsets.US_ASCII));
            }
            double seconds = (System.nanoTime() - started) / 1e9;
            resident.add(residentMebibytes(gateway.process()));
            gateway.process().destroyForcibly().waitFor();
            return seconds;
        } finally {
            delete(folder);
        }
    }

    private static double bare() throws IOException {
        long started = System.nanoTime();
        NightflowProcess camel = NightflowProcess.startMain(Bare.class.getName());
        camel.waitFor("up");
        double seconds = (System.nanoTime() - started) / 1e9;
        camel.process().destroyForcibly();
        return seconds;
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

    private static double residentMebibytes(Process process) throws IOException {
        return Long.parseLong(Files.readString(Path.of("/proc/" + process.pid() + "/statm"))
                        .split(" ")[1])
                * 4
                / 1_024.0;
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        }
    }
}
