package io.nightflow.simulation;

import io.nightflow.deliver.ResultRow;
import io.nightflow.detect.DetectOutliers;
import io.nightflow.detect.OutlierDetector;
import io.nightflow.night.MeasureNightFlow;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The undisturbed run: the same readings, each in its minute, in a database to which nothing happens. */
final class Reference {
    private static final Duration NEVER = Duration.ofDays(2);

    private Minute now = Minute.containing(Site.START);

    private Reference() {}

    /** What comes of these readings; the file holds the founded database. */
    static Outcome of(List<String> readings, Path file) throws SQLException {
        return new Reference().run(readings, file);
    }

    private Outcome run(List<String> readings, Path file) throws SQLException {
        Map<Long, List<String>> minutes = readings.stream()
                .collect(Collectors.groupingBy(
                        row -> Long.parseLong(row.split(",")[0]), TreeMap::new, Collectors.toList()));
        try (Database database = Database.open(file)) {
            ReadingStore store = new ReadingStore(database, Site.UNLISTED_MAX);
            DetectOutliers detect = new DetectOutliers(
                    new ResultStore(database),
                    new OutlierDetector(Site.RULES),
                    Site.POINTS,
                    Site.NIGHTS,
                    ResultRow::of,
                    NEVER,
                    () -> now.start());
            MeasureNightFlow measure = GatewayLife.measure(database, () -> now.start());
            for (int i = 0; i < Site.MINUTES; i++) {
                List<String> rows = minutes.getOrDefault(now.epochSecond(), List.of());
                if (!rows.isEmpty()) {
                    store.append(rows.stream().map(Reference::reading).toList(), ReadingStore.Kind.LIVE)
                            .join();
                }
                now = now.plus(1);
                detect.judgeDue();
            }
            now = now.plus(60);
            measure.measureDue();
            return Outcome.of(database);
        }
    }

    private static Reading reading(String row) {
        String[] fields = row.split(",");
        return new Reading(
                new SensorId(fields[1]),
                new Minute(Long.parseLong(fields[0])),
                Decimal.parse(fields[2]),
                Decimal.parse(fields[3]),
                Quality.GOOD);
    }
}
