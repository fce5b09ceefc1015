package io.nightflow.bench;

import io.nightflow.deliver.ResultRow;
import io.nightflow.detect.DetectOutliers;
import io.nightflow.detect.DetectionRules;
import io.nightflow.detect.OutlierDetector;
import io.nightflow.detect.RefreshCriteria;
import io.nightflow.night.NightWindow;
import io.nightflow.night.NightWindows;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.simulator.VirtualSensor;
import io.nightflow.store.CriteriaStore;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import io.nightflow.store.TapStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Hours of downtime caught up, from the due readings in the database to the committed results, beside the least that
 * SQLite must do for it: one update of each reading, 20,000 a commit, with the same prepared statement.
 */
public final class CatchUpBenchmark {
    private static final int SENSORS = 100;
    private static final int WARM_UPS = 5;
    private static final int MINUTES = 600;
    private static final int HISTORY = 15 * 1_440;
    private static final Minute START = Minute.containing(1_767_225_600L);
    private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
    private static final MeteringPoint.Range ANY = new MeteringPoint.Range(-1e6, 1e6);

    private Minute now = START;
    private int next;
    private final List<VirtualSensor> sensors = new ArrayList<>();

    private CatchUpBenchmark() {
        for (int i = 0; i < SENSORS; i++) {
            sensors.add(new VirtualSensor(new SensorId("dma-" + i), 20 + i, 5, i, ZONE, List.of()));
        }
    }

    /** Prints the figures; {@code args[0]}: a folder on the file system to measure. */
    public static void main(String[] args) throws Exception {
        new CatchUpBenchmark().run(Files.createTempDirectory(Path.of(args[0]), "bench-"));
        System.exit(0);
    }

    private void run(Path folder) throws Exception {
        Path file = folder.resolve("nightflow.db");
        try (Database database = Database.open(file)) {
            ReadingStore readings = new ReadingStore(database, 10_000);
            store(readings, -HISTORY, HISTORY, ReadingStore.Kind.HISTORY);
            DetectionRules rules = DetectionRules.usual(ZONE);
            RefreshCriteria refresh = new RefreshCriteria(
                    new CriteriaStore(database), rules, Duration.ofDays(91), Duration.ofDays(91), () -> now.start());
            sensors.forEach(sensor -> refresh.rebuild(sensor.id()));
            NightWindow night = new NightWindow(LocalTime.of(22, 0), LocalTime.of(5, 0), ZONE);
            MeteringPoints points = new MeteringPoints(
                    Map.of(), new MeteringPoint(new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY));
            DetectOutliers detect = new DetectOutliers(
                    new ResultStore(database),
                    new OutlierDetector(rules),
                    points,
                    new NightWindows(night, night, points),
                    ResultRow::of,
                    Duration.ofDays(1),
                    () -> now.start());
            new Rounds()
                    .add("bare updates", round -> raw(file, START.plus((round - 1L) * MINUTES)))
                    .ours("Nightflow", round -> caughtUp(readings, detect))
                    .add("Nightflow, a tap of results", round -> tapped(1, database, readings, detect))
                    .add("Nightflow, ten taps of results", round -> tapped(10, database, readings, detect))
                    .run(Rounds.MIN, WARM_UPS)
                    .print("sensor-minutes a second", "%,.0f");
            behind(database);
        }
    }

    private double tapped(int count, Database database, ReadingStore readings, DetectOutliers detect)
            throws InterruptedException {
        TapStore store = new TapStore(database, "bench", ZONE, AlertWords.ENGLISH);
        List<BenchTap> taps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taps.add(new BenchTap(store, "bench-" + i, new TapStore.Start.Now(), now));
        }
        taps.forEach(Thread::start);
        double rate = caughtUp(readings, detect);
        for (BenchTap tap : taps) {
            tap.end();
            store.forget(tap.getName());
        }
        return rate;
    }

    /** All that there is, to a tap that begins with it: read, made JSON, and its place committed each 1,000. */
    private void behind(Database database) throws InterruptedException {
        long opening = System.nanoTime();
        BenchTap tap = new BenchTap(
                new TapStore(database, "bench", ZONE, AlertWords.ENGLISH),
                "behind",
                new TapStore.Start.Since(START),
                now);
        double opened = seconds(opening);
        long start = System.nanoTime();
        tap.start();
        tap.end();
        System.out.printf(
                "%n%,d results that were there before: numbered in %.1f s, caught up at %,.0f a second%n",
                tap.taken(), opened, tap.taken() / seconds(start));
    }

    private double caughtUp(ReadingStore readings, DetectOutliers detect) {
        store(readings, next, MINUTES, ReadingStore.Kind.LIVE);
        next += MINUTES;
        now = START.plus(next);
        long start = System.nanoTime();
        detect.judgeDue();
        return SENSORS * MINUTES / seconds(start);
    }

    private void store(ReadingStore readings, int from, int minutes, ReadingStore.Kind kind) {
        for (int i = from; i < from + minutes; i++) {
            List<Reading> minute = new ArrayList<>();
            for (VirtualSensor sensor : sensors) {
                VirtualSensor.Values values = sensor.at(START.plus(i));
                minute.add(new Reading(sensor.id(), START.plus(i), values.flow(), values.pressure(), Quality.GOOD));
            }
            var unused = readings.append(minute, kind);
        }
        readings.append(List.of(), kind).join();
    }

    private static double raw(Path file, Minute from) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.createStatement().execute("PRAGMA synchronous = FULL");
            connection.setAutoCommit(false);
            long start = System.nanoTime();
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE reading SET judged = 1, flow_stages = 555,"
                            + " pressure_stages = 55 WHERE minute = ? AND sensor = ?")) {
                int count = 0;
                for (int i = 0; i < MINUTES; i++) {
                    for (int sensor = 1; sensor <= SENSORS; sensor++) {
                        update.setLong(1, from.plus(i).epochSecond());
                        update.setInt(2, sensor);
                        update.addBatch();
                        count++;
                    }
                    if (count >= 20_000) {
                        update.executeBatch();
                        connection.commit();
                        count = 0;
                    }
                }
                update.executeBatch();
                connection.commit();
            }
            return SENSORS * MINUTES / seconds(start);
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}
