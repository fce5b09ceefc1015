package io.nightflow.bench;

import io.nightflow.deliver.ResultRow;
import io.nightflow.detect.DetectOutliers;
import io.nightflow.detect.DetectionRules;
import io.nightflow.detect.OutlierDetector;
import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.HourlySeries;
import io.nightflow.forecast.LstmModel;
import io.nightflow.forecast.ModelCard;
import io.nightflow.forecast.Window;
import io.nightflow.night.JudgeNights;
import io.nightflow.night.MeasureNightFlow;
import io.nightflow.night.NightWindow;
import io.nightflow.night.NightWindows;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.store.Database;
import io.nightflow.store.NightStore;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a minute of a sensor costs from 1 to 100,000 sensors: stored, judged, its ten minutes measured, each from the
 * database to the commit; and its forecast, in memory, an hour's share for each minute. A cost that grows with the number
 * of sensors would show here.
 */
final class GrowthBenchmark {
    private static final List<Integer> SENSORS = List.of(1, 10, 100, 1_000, 10_000, 100_000);
    private static final Minute START = Minute.containing(1_767_225_600L); // midnight
    private static final int TENS_MAX = 6;
    private static final int ENOUGH = 5_000;
    private static final int WINDOWS_A_BATCH = 1_000;
    private static final MeteringPoint.Range ANY = new MeteringPoint.Range(-1e6, 1e6);

    private final Database database;
    private final int sensors;
    private final int tens;
    private Minute now = START;

    private GrowthBenchmark(Path file, int sensors) {
        this.database = Database.open(file);
        this.sensors = sensors;
        this.tens = Math.max(1, Math.min(TENS_MAX, ENOUGH / sensors));
    }

    /** {@code args[0]}: a folder on the file system to measure. */
    public static void main(String[] args) throws Exception {
        Path folder = Folders.fresh(Path.of(args[0]), "growth");
        new GrowthBenchmark(folder.resolve("warm-up.db"), 1_000).costs(); // compiles it all
        System.out.println("| sensors | store | judge | night flow | forecast | of the cost at 1,000 |");
        System.out.println("|---|---|---|---|---|---|");
        List<double[]> all = new ArrayList<>();
        for (int sensors : SENSORS) {
            all.add(new GrowthBenchmark(folder.resolve(sensors + ".db"), sensors).costs());
        }
        double[] base = all.get(SENSORS.indexOf(1_000));
        for (int i = 0; i < SENSORS.size(); i++) {
            double[] cost = all.get(i);
            System.out.printf(
                    Locale.ROOT,
                    "| %,d | %.2f us | %.2f us | %.2f us | %.2f us | %.2f |%n",
                    SENSORS.get(i),
                    cost[0],
                    cost[1],
                    cost[2],
                    cost[3],
                    sum(cost) / sum(base));
        }
        System.out.println("\nMicroseconds a sensor-minute. Below 100 sensors the commits are what costs.");
        Folders.delete(folder);
        System.exit(0);
    }

    private static double sum(double[] cost) {
        return cost[0] + cost[1] + cost[2] + cost[3];
    }

    private double[] costs() throws IOException {
        try (database) {
            NightWindow night = new NightWindow(LocalTime.of(22, 0), LocalTime.of(5, 0), ZoneOffset.UTC);
            MeteringPoints points = new MeteringPoints(
                    Map.of(), new MeteringPoint(new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY));
            NightWindows nights = new NightWindows(night, night, points);
            DetectOutliers detect = new DetectOutliers(
                    new ResultStore(database),
                    new OutlierDetector(DetectionRules.usual(ZoneOffset.UTC)),
                    points,
                    nights,
                    ResultRow::of,
                    Duration.ofDays(1),
                    () -> now.start());
            Duration grace = Duration.ofMinutes(2);
            MeasureNightFlow measure = new MeasureNightFlow(
                    new NightStore(database),
                    nights,
                    new JudgeNights(nights, points, grace, () -> now.start()),
                    grace,
                    () -> now.start());
            double[] seconds = new double[3];
            for (int minute = 0; minute < 10 * tens; minute++) {
                List<Reading> readings = readings();
                seconds[0] += seconds(() -> new ReadingStore(database, 200_000)
                        .append(readings, ReadingStore.Kind.LIVE)
                        .join());
                now = now.plus(1);
                seconds[1] += seconds(detect::judgeDue);
            }
            now = now.plus(10);
            seconds[2] = seconds(measure::measureDue);
            double micros = 1e6 / (10.0 * tens * sensors);
            return new double[] {seconds[0] * micros, seconds[1] * micros, seconds[2] * micros, forecast()};
        }
    }

    private List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < sensors; i++) {
            double flow = 20 + i % 50 + Math.floorMod(i * 31L + now.epochSecond() / 60, 7) / 10.0;
            readings.add(new Reading(new SensorId("dma-" + i), now, flow, 4.25, Quality.GOOD));
        }
        return readings;
    }

    /** Microseconds for each minute of a sensor, of which an hour is forecast once. */
    private double forecast() throws IOException {
        HourlySeries series = new HourlySeries(Window.HISTORY + 24);
        for (int hour = 0; hour < Window.HISTORY + 24; hour++) {
            series.put(hour, 20 + 8 * Math.sin(2 * Math.PI * hour / 24));
        }
        Path models = Path.of("config/models");
        try (LstmModel model = LstmModel.open(
                Files.readAllBytes(models.resolve("flow.onnx")),
                ModelCard.parse(Files.readAllBytes(models.resolve("flow.json"))))) {
            double seconds = seconds(() -> {
                for (int done = 0; done < sensors; done += WINDOWS_A_BATCH) {
                    int some = Math.min(WINDOWS_A_BATCH, sensors - done);
                    model.forecast(Collections.nCopies(some, Window.at(series, Window.HISTORY)), HourCalendar.PLAIN);
                }
            });
            return seconds * 2e6 / 60 / sensors; // flow and pressure
        }
    }

    private static double seconds(Runnable work) {
        long started = System.nanoTime();
        work.run();
        return (System.nanoTime() - started) / 1e9;
    }
}
