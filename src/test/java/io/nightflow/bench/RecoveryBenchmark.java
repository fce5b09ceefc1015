package io.nightflow.bench;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingOptions;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * From the start after a {@code kill -9} to the first row that the device has stored, with a day of 100 sensors in the
 * database and a day of their rows in the staging directory.
 */
final class RecoveryBenchmark {
    private static final int SENSORS = 100;
    private static final int DAY = 1_440;
    private static final int RUNS = 3;
    private static final String EACH_SECOND = "deliver.cron = * * * * * ?";

    private static final String ONCE_A_YEAR = "deliver.cron = 0 0 0 1 1 ?";

    private RecoveryBenchmark() {}

    /** {@code args[0]}: a folder for what it writes. */
    public static void main(String[] args) throws Exception {
        System.out.println("| | kill to first row at the device | the day is across after |");
        System.out.println("|---|---|---|");
        for (Jdk jdk : Jdk.installed()) {
            jdk.archive();
            List<Double> first = new ArrayList<>();
            List<Double> all = new ArrayList<>();
            for (int run = 0; run < RUNS; run++) {
                recover(jdk, Folders.fresh(Path.of(args[0]).toAbsolutePath(), "recovery"), first, all);
            }
            System.out.printf(Locale.ROOT, "| %s | %.2f s | %.1f s |%n", jdk, Medians.of(first), Medians.of(all));
        }
        System.out.println("\n" + SENSORS * DAY + " rows wait, on a line of 921,600 baud; medians of " + RUNS
                + " runs. Delivery is tried each second here; with deliver.cron as it comes the next ten minutes of the"
                + " clock are waited for.");
        System.exit(0);
    }

    private static void recover(Jdk jdk, Path folder, List<Double> first, List<Double> all) throws Exception {
        backlog(folder);
        RunningGateway.start(jdk, folder, ONCE_A_YEAR).killWhenReading();
        long started = System.nanoTime();
        try (RunningGateway gateway = RunningGateway.start(jdk, folder, EACH_SECOND)) {
            first.add(waitFor(gateway, 1, started));
            all.add(waitFor(gateway, SENSORS * DAY, started));
        } finally {
            Folders.delete(folder);
        }
    }

    private static double waitFor(RunningGateway gateway, long rows, long started) throws InterruptedException {
        while (gateway.delivered() < rows) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return (System.nanoTime() - started) / 1e9;
    }

    private static void backlog(Path folder) throws Exception {
        Minute start = Minute.containing(Instant.now()).plus(-DAY - 10);
        StagingOptions options = StagingOptions.unbounded("gw", 1, InstantSource.system());
        try (StagingDirectory staging =
                        StagingDirectory.open(folder.resolve("staging/results"), options, new LocalDisk());
                Database database = Database.open(folder.resolve("nightflow.db"))) {
            for (int i = 0; i < DAY; i++) {
                Minute minute = start.plus(i);
                List<Reading> readings = new ArrayList<>();
                List<String> rows = new ArrayList<>();
                for (int sensor = 0; sensor < SENSORS; sensor++) {
                    SensorId id = new SensorId("dma-" + sensor);
                    readings.add(new Reading(id, minute, 20, 4, Quality.GOOD));
                    rows.add("R," + id + "," + minute.epochSecond() + ",20,4,0555,055,0,0");
                }
                new ReadingStore(database, SENSORS)
                        .append(readings, ReadingStore.Kind.HISTORY)
                        .join();
                staging.put("day-" + i, minute.toString(), rows);
            }
        }
    }
}
