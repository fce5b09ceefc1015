package io.nightflow.bench;

import io.nightflow.gateway.ProcessUse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What the uplink costs a gateway as a whole process: gateways with one and without, the same readings, side by side, their resident
 * memory and share of a core in the same span.
 */
final class UplinkCost {
    private static final int PAIRS = 3;
    private static final int SENSORS = 10;
    private static final long SETTLED_SECONDS = 120;
    private static final long SPAN_SECONDS = Long.getLong("bench.uplink-seconds", 300);

    private UplinkCost() {}

    /** Prints it; the fleet of this broker runs. */
    static void print(Path folder, String broker) throws Exception {
        Jdk jdk = Jdk.installed().get(0);
        jdk.archive();
        List<RunningGateway> with = new ArrayList<>();
        List<RunningGateway> without = new ArrayList<>();
        try {
            for (int i = 0; i < PAIRS; i++) {
                with.add(started(
                        jdk, folder.resolve("with-" + i), "gateway.id = cost-" + i + "\nuplink.broker = " + broker));
                without.add(started(jdk, folder.resolve("without-" + i), ""));
            }
            TimeUnit.SECONDS.sleep(SETTLED_SECONDS);
            double[] before = {seconds(with), seconds(without)};
            TimeUnit.SECONDS.sleep(SPAN_SECONDS);
            double share = (seconds(with) - before[0] - (seconds(without) - before[1])) / PAIRS / SPAN_SECONDS;
            System.out.printf(
                    Locale.ROOT,
                    "With the uplink a gateway of %d sensors (%s, whole process, %d of each kind side by side) holds %.1f MB more"
                            + " (%s against %s MB resident), and takes %.3f %% of a core more over %d s.%n%n",
                    SENSORS,
                    jdk,
                    PAIRS,
                    median(with) - median(without),
                    residents(with),
                    residents(without),
                    share * 100,
                    SPAN_SECONDS);
        } finally {
            for (RunningGateway each : with) {
                each.close();
            }
            for (RunningGateway each : without) {
                each.close();
            }
        }
    }

    private static RunningGateway started(Jdk jdk, Path folder, String settings) throws Exception {
        RunningGateway gateway = RunningGateway.start(jdk, folder, settings);
        double unusedFirst = gateway.firstReadingSeconds();
        gateway.feed(SENSORS);
        return gateway;
    }

    private static double seconds(List<RunningGateway> gateways) throws Exception {
        double sum = 0;
        for (RunningGateway each : gateways) {
            sum += each.use().cpu().toNanos() / 1e9;
        }
        return sum;
    }

    private static double median(List<RunningGateway> gateways) throws Exception {
        List<Double> resident = new ArrayList<>();
        for (RunningGateway each : gateways) {
            resident.add(each.use().residentMb());
        }
        return Medians.of(resident);
    }

    private static String residents(List<RunningGateway> gateways) throws Exception {
        List<String> texts = new ArrayList<>();
        for (RunningGateway each : gateways) {
            ProcessUse use = each.use();
            texts.add(String.format(Locale.ROOT, "%.0f", use.residentMb()));
        }
        return String.join(", ", texts);
    }
}
