package io.nightflow.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.deliver.ResultRow;
import io.nightflow.deliver.ResultsToStaging;
import io.nightflow.night.JudgeNights;
import io.nightflow.night.MeasureNightFlow;
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
import io.nightflow.staging.Backlog;
import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingOptions;
import io.nightflow.store.Audience;
import io.nightflow.store.Backup;
import io.nightflow.store.Database;
import io.nightflow.store.NightStore;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import io.nightflow.store.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs are functions of what is stored and of the time: what was missed is done once, oldest first. */
class CatchUpTest {
    private static final Minute EVENING = Minute.containing(Instant.parse("2026-03-10T22:00:00Z"));
    private static final Range ANY = new Range(-1e6, 1e6);
    private static final SensorId SENSOR = new SensorId("a");

    @TempDir
    private Path folder;

    private Instant now = EVENING.start();
    private Database database;
    private StagingDirectory staging;
    private ReadingStore readings;
    private ResultStore results;
    private DetectOutliers detect;
    private MeasureNightFlow night;

    @BeforeEach
    void open() throws IOException {
        database = Database.open(folder.resolve("nightflow.db"));
        staging = StagingDirectory.open(
                folder.resolve("staging"), StagingOptions.unbounded("gw", 1, () -> now), new LocalDisk());
        readings = new ReadingStore(database, 10);
        results = new ResultStore(database);
        NightWindow window = new NightWindow(LocalTime.of(22, 0), LocalTime.of(5, 0), ZoneOffset.UTC);
        MeteringPoint any = new MeteringPoint(new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY);
        MeteringPoints points = new MeteringPoints(Map.of(), any);
        OutlierDetector detector = new OutlierDetector(DetectionRules.usual(ZoneOffset.UTC));
        detect = new DetectOutliers(
                results,
                detector,
                points,
                new NightWindows(window, window, points),
                ResultRow::of,
                Duration.ofMinutes(15),
                () -> now);
        NightWindows nights = new NightWindows(window, window, points);
        JudgeNights judge = new JudgeNights(nights, points, Duration.ofSeconds(60), () -> now);
        night = new MeasureNightFlow(new NightStore(database), nights, judge, Duration.ofSeconds(60), () -> now);
    }

    @AfterEach
    void close() throws IOException {
        database.close();
        staging.close();
    }

    @Test
    void missed_minutes_are_judged_and_staged_oldest_first_and_once() throws IOException {
        store(IntStream.range(0, 150).map(i -> 149 - i).toArray());
        now = EVENING.plus(150).start();
        ResultsToStaging stage = new ResultsToStaging(results, Audience.DEVICE, staging, rows -> rows);
        for (int again = 0; again < 2; again++) {
            detect.judgeDue();
            stage.stageJudged();
        }
        assertThat(staging.backlog()).isEqualTo(new Backlog(1, 1, 151, 150));
        for (int i = 0; i < 150; i++) {
            assertThat(staging.row(i + 1).orElseThrow())
                    .startsWith("R,a," + EVENING.plus(i).epochSecond() + "," + i + ",");
        }
    }

    @Test
    void a_crash_between_staging_and_database_stages_nothing_twice() throws IOException {
        store(0);
        now = EVENING.plus(1).start();
        detect.judgeDue();
        Path before = folder.resolve("before.db");
        Backup.make(database.file(), before);
        new ResultsToStaging(results, Audience.DEVICE, staging, rows -> rows).stageJudged();
        database.close();
        database = Database.open(before);
        results = new ResultStore(database);
        staging.close();
        staging = StagingDirectory.open(
                folder.resolve("staging"), StagingOptions.unbounded("gw", 1, () -> now), new LocalDisk());
        new ResultsToStaging(results, Audience.DEVICE, staging, rows -> rows).stageJudged();
        assertThat(staging.backlog().rows()).isEqualTo(1);
        assertThat(results.outgoing(Audience.DEVICE, 10)).isEmpty();
    }

    @Test
    void the_minute_that_is_still_running_is_not_judged() {
        store(0);
        now = EVENING.plus(1).start().minusSeconds(1);
        detect.judgeDue();
        assertThat(results.outgoing(Audience.DEVICE, 10)).isEmpty();
        now = EVENING.plus(1).start();
        detect.judgeDue();
        assertThat(results.outgoing(Audience.DEVICE, 10)).hasSize(1);
    }

    @Test
    void ten_minutes_of_the_night_wait_for_all_ten_or_for_the_grace() throws Exception {
        store(IntStream.range(0, 9).toArray());
        now = EVENING.plus(10).start();
        measure();
        assertThat(means()).isEmpty();
        store(9);
        measure();
        assertThat(means()).containsExactly("9 4.5 10");
        store(IntStream.range(10, 18).toArray());
        now = EVENING.plus(20).start().plusSeconds(59);
        measure();
        assertThat(means()).hasSize(1);
        now = EVENING.plus(21).start();
        measure();
        assertThat(means()).containsExactly("9 4.5 10", "19 13.5 8");
    }

    @Test
    void missed_windows_of_the_night_are_measured_and_a_window_of_seven_minutes_has_no_mean() throws Exception {
        store(IntStream.range(0, 10).toArray());
        now = EVENING.plus(11).start();
        measure();
        store(IntStream.range(10, 17).toArray());
        store(IntStream.range(20, 30).toArray());
        now = EVENING.plus(12 * 60).start();
        measure();
        measure();
        assertThat(means()).containsExactly("9 4.5 10", "29 24.5 10");
    }

    private void store(int... minutes) {
        List<Reading> list = new ArrayList<>();
        for (int minute : minutes) {
            list.add(new Reading(SENSOR, EVENING.plus(minute), minute, 4, Quality.GOOD));
        }
        readings.append(list, ReadingStore.Kind.LIVE).join();
    }

    private void measure() {
        detect.judgeDue();
        night.measureDue();
    }

    private List<String> means() throws Exception {
        return query("SELECT ((minute - " + EVENING.epochSecond() + ") / 60) || ' ' || mean || ' ' || minutes"
                + " FROM night_flow ORDER BY minute");
    }

    private List<String> query(String sql) throws SQLException {
        return Rows.of(database, sql);
    }
}
