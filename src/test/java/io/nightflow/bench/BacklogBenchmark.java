package io.nightflow.bench;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Forty days of a hundred sensors are to be judged when the gateway starts; a meter sends on meanwhile, and waits for its answers. */
public final class BacklogBenchmark {
    private static final int SENSORS = 100;
    private static final int DAYS = 40;
    private static final int DAY = 1_440;
    private static final long PAUSE_MILLIS = 50;
    private static final double OF_HUNDRED = 0.99;

    private BacklogBenchmark() {}

    /** {@code args[0]}: a folder for what it writes. */
    public static void main(String[] args) throws Exception {
        System.out.println(
                "| | a reading is answered, median | p99 | longest | of so many | 40 days of 100 sensors are judged"
                        + " after | most resident |");
        System.out.println("|---|---|---|---|---|---|---|");
        for (Jdk jdk : Jdk.installed()) {
            jdk.archive();
            Path folder = Folders.fresh(Path.of(args[0]).toAbsolutePath(), "backlog");
            fill(folder.resolve("nightflow.db"));
            try (RunningGateway gateway = RunningGateway.start(jdk, folder, "")) {
                print(jdk, gateway, folder.resolve("nightflow.db"));
            } finally {
                Folders.delete(folder);
            }
        }
        System.out.println(
                "\nFrom the launcher's start on, all settings as they come; answers are waited for one by one.");
        System.exit(0);
    }

    private static void print(Jdk jdk, RunningGateway gateway, Path database) throws Exception {
        long started = System.nanoTime();
        gateway.firstReadingSeconds();
        List<Double> seconds = new ArrayList<>();
        double resident = 0;
        do {
            seconds.add(gateway.answerSeconds(seconds.size() + 2));
            resident = Math.max(resident, gateway.use().residentMb());
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } while (isBehind(database));
        double judged = (System.nanoTime() - started) / 1e9;
        Collections.sort(seconds);
        System.out.printf(
                Locale.ROOT,
                "| %s | %.0f ms | %.0f ms | %.0f ms | %,d | %.0f s | %.0f MB |%n",
                jdk,
                seconds.get(seconds.size() / 2) * 1e3,
                seconds.get((int) (seconds.size() * OF_HUNDRED)) * 1e3,
                seconds.get(seconds.size() - 1) * 1e3,
                seconds.size(),
                judged,
                resident);
    }

    /** Whether a minute of the backlog is due. */
    private static boolean isBehind(Path database) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database)) {
            connection.createStatement().execute("PRAGMA busy_timeout = 5000");
            try (ResultSet row = connection
                    .createStatement()
                    .executeQuery("SELECT 1 FROM due_minute WHERE minute < "
                            + (Instant.now().getEpochSecond() - 600) + " LIMIT 1")) {
                return row.next();
            }
        }
    }

    private static void fill(Path file) {
        Minute end = Minute.containing(Instant.now()).plus(-15);
        try (Database database = Database.open(file)) {
            ReadingStore readings = new ReadingStore(database, SENSORS);
            for (int i = -DAYS * DAY; i < 0; i++) {
                List<Reading> minute = new ArrayList<>();
                for (int sensor = 0; sensor < SENSORS; sensor++) {
                    double flow =
                            20 + sensor % 7 + 6 * Math.sin(2 * Math.PI * i / DAY) + (i * 31 + sensor * 17) % 10 / 10.0;
                    minute.add(new Reading(
                            new SensorId("dma-" + sensor), end.plus(i), flow, 4 + sensor % 3, Quality.GOOD));
                }
                var unused = readings.append(minute, ReadingStore.Kind.LIVE);
            }
        }
    }
}
