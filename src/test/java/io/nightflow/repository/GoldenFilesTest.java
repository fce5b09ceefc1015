package io.nightflow.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.deliver.ResultRow;
import io.nightflow.detect.DetectOutliers;
import io.nightflow.detect.DetectionRules;
import io.nightflow.detect.OutlierDetector;
import io.nightflow.night.NightWindow;
import io.nightflow.night.NightWindows;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagedBatch;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingOptions;
import io.nightflow.store.Audience;
import io.nightflow.store.Database;
import io.nightflow.store.Export;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What gateways left on their disks, of schema 100 (before 1.0.0) and of each release since, after {@code replay --judge} of twelve minutes and a minute of {@code run}
 * without a device. Every later version opens it and goes on; these files are never changed.
 */
@ParameterizedClass
@MethodSource("releases")
class GoldenFilesTest {
    private static final Path ALL = Path.of("src/test/resources/golden");
    private static final Minute NEXT = Minute.containing(Instant.parse("2026-11-27T09:06:00Z"));
    private static final MeteringPoint POINT =
            new MeteringPoint(new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, new Range(-10, 400), new Range(0, 16));

    @TempDir
    private Path folder;

    private final Path golden;

    GoldenFilesTest(Path golden) {
        this.golden = golden;
    }

    static List<Path> releases() throws IOException {
        try (Stream<Path> schemas = Files.list(ALL)) {
            return schemas.sorted().toList();
        }
    }

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> files = Files.walk(golden)) {
            for (Path file : files.sorted().skip(1).toList()) {
                Files.copy(file, folder.resolve(golden.relativize(file).toString()));
            }
        }
    }

    @Test
    void the_database_has_what_it_had() throws IOException {
        try (Database database = Database.open(folder.resolve("nightflow.db"))) {
            assertThat(export(database, Export.What.READINGS))
                    .isEqualTo(Files.readAllLines(golden.resolve("readings.csv")));
            assertThat(export(database, Export.What.ALERTS))
                    .isEqualTo(Files.readAllLines(golden.resolve("alerts.csv")));
        }
    }

    @Test
    void judging_goes_on_with_what_it_remembered() {
        try (Database database = Database.open(folder.resolve("nightflow.db"))) {
            Reading next = new Reading(new SensorId("dma-a"), NEXT, 20, 4.5, Quality.GOOD);
            new ReadingStore(database, 10)
                    .append(List.of(next), ReadingStore.Kind.LIVE)
                    .join();
            NightWindow night = new NightWindow(LocalTime.of(22, 0), LocalTime.of(5, 0), ZoneOffset.UTC);
            MeteringPoints points = new MeteringPoints(Map.of(), POINT);
            ResultStore results = new ResultStore(database);
            DetectOutliers detect = new DetectOutliers(
                    results,
                    new OutlierDetector(DetectionRules.usual(ZoneOffset.UTC)),
                    points,
                    new NightWindows(night, night, points),
                    ResultRow::of,
                    Duration.ofDays(2),
                    () -> NEXT.plus(1).start());
            detect.judgeDue();
            assertThat(detect.judged()).isEqualTo(1);
            assertThat(results.outgoing(Audience.DEVICE, 10)).singleElement().satisfies(row -> {
                assertThat(row.number()).as("after the twelve minutes of then").isGreaterThan(12);
                assertThat(row.rows()).containsExactly("R,dma-a," + NEXT.epochSecond() + ",20,4.5,0555,055,0,0");
            });
        }
    }

    @Test
    void the_staging_directory_drains_from_where_it_stood() throws IOException {
        try (StagingDirectory results =
                StagingDirectory.open(folder.resolve("staging/results"), options(), new LocalDisk())) {
            assertThat(results.backlog().rows()).isEqualTo(24);
            List<String> rows = new ArrayList<>();
            results.beginDrain();
            for (Optional<StagedBatch> batch = results.nextBatch(5, Long.MAX_VALUE);
                    batch.isPresent();
                    batch = results.nextBatch(5, Long.MAX_VALUE)) {
                rows.addAll(batch.get().rows());
                results.acknowledge(batch.get().last());
            }
            assertThat(rows).hasSize(24).startsWith("R,dma-a,1795769640,22.5,4.48,0555,055,0,0");
            results.put("next", "-", List.of("R,dma-a,1795770360,21.5,4.48,0555,055,0,0"));
            assertThat(results.backlog().first()).isEqualTo(25);
        }
    }

    private static StagingOptions options() {
        return StagingOptions.unbounded("golden", NEXT.epochSecond(), () -> NEXT.start());
    }

    private static List<String> export(Database database, Export.What what) {
        List<String> lines = new ArrayList<>();
        new Export(database)
                .write(what, NEXT.plus(-1_440).start(), NEXT.plus(1_440).start(), lines::add);
        return lines;
    }
}
