package io.nightflow.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Ten thousand readings a minute: whether each minute is judged within the next one, and what of the cores it takes. */
final class RateBenchmark {
    private static final int SENSORS = 10_000;
    private static final int MINUTES = Integer.getInteger("bench.rate-minutes", 4);

    private RateBenchmark() {}

    /** {@code args[0]}: a folder for what it writes. */
    public static void main(String[] args) throws Exception {
        System.out.println("| | readings stored | not judged 60 s after their minute | share of a core | resident |");
        System.out.println("|---|---|---|---|---|");
        for (Jdk jdk : Jdk.installed()) {
            jdk.archive();
            row(jdk, Folders.fresh(Path.of(args[0]).toAbsolutePath(), "rate"));
        }
        System.out.println(
                "\n" + SENSORS + " sensors on one line over " + MINUTES
                        + " minutes, one after the other over each minute; all settings as they come, but sensors.unlisted-max.");
        System.exit(0);
    }

    private static void row(Jdk jdk, Path folder) throws Exception {
        try (RunningGateway gateway = RunningGateway.start(jdk, folder, "sensors.unlisted-max = 20000")) {
            gateway.firstReadingSeconds();
            gateway.feed(SENSORS);
            TimeUnit.SECONDS.sleep(60);
            Duration before = gateway.use().cpu();
            long behind = 0;
            for (int minute = 0; minute < MINUTES; minute++) {
                TimeUnit.SECONDS.sleep(60);
                behind = Math.max(behind, behind(folder));
            }
            double share = gateway.use().cpu().minus(before).toMillis() / 600.0 / MINUTES;
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %,d | %.1f %% | %.0f MB |%n",
                    jdk,
                    count(folder, "SELECT count(*) FROM reading"),
                    behind,
                    share,
                    gateway.use().residentMb());
        } finally {
            Folders.delete(folder);
        }
    }

    private static long behind(Path folder) throws Exception {
        long minute = Instant.now().getEpochSecond() / 60 * 60 - 60;
        return count(folder, "SELECT count(*) FROM reading WHERE judged = 0 AND minute < " + minute);
    }

    private static long count(Path folder, String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"))) {
            connection.createStatement().execute("PRAGMA busy_timeout = 10000");
            ResultSet row = connection.createStatement().executeQuery(sql);
            return row.getLong(1);
        }
    }
}
