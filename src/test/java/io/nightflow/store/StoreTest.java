package io.nightflow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.detect.MinuteStore;
import io.nightflow.forecast.CourseRecords;
import io.nightflow.forecast.HourRecords;
import io.nightflow.night.NightRecords;
import io.nightflow.reading.Forecast;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.TenMinuteFlow;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final Minute NOON = Minute.containing(1_767_225_600L);

    @TempDir
    private Path folder;

    private Path file;
    private Database database;
    private ReadingStore readings;
    private final TextJudge judge = new TextJudge(NOON, reading -> false);

    @BeforeEach
    void open() {
        file = folder.resolve("nightflow.db");
        database = Database.open(file);
        readings = new ReadingStore(database, 3);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void the_same_sensor_and_minute_again_overwrites_and_is_counted() throws SQLException {
        ReadingStore.Appended first = append(reading("a", 0, 1), reading("a", 0, 2), reading("b", 0, 3));
        assertThat(first)
                .isEqualTo(new ReadingStore.Appended(3, 1, Set.of(), Set.of(new SensorId("a"), new SensorId("b"))));
        assertThat(append(reading("a", 0, 4)).overwritten()).isEqualTo(1);
        assertThat(query("SELECT SENSOR_ID, DATE_TIME, FLOW FROM REAL_VAL_TB ORDER BY SENSOR_ID"))
                .containsExactly("a|2026-01-01 00:00:00|4.0", "b|2026-01-01 00:00:00|3.0");
    }

    @Test
    void a_value_that_was_not_sent_is_null() throws SQLException {
        append(new Reading(new SensorId("a"), NOON, Double.NaN, 4, Quality.GOOD));
        assertThat(query("SELECT flow, pressure FROM reading")).containsExactly("null|4.0");
    }

    @Test
    void flow_and_pressure_of_a_minute_may_come_one_after_the_other() throws SQLException {
        append(new Reading(new SensorId("a"), NOON, 7, Double.NaN, Quality.GOOD));
        append(new Reading(new SensorId("a"), NOON, Double.NaN, 4, Quality.GOOD));
        append(new Reading(new SensorId("a"), NOON, 8, Double.NaN, Quality.GOOD));
        assertThat(query("SELECT flow, pressure FROM reading")).containsExactly("8.0|4.0");
    }

    @Test
    void unlisted_sensors_are_marked_and_bounded() throws SQLException {
        readings.listSensors(List.of(new SensorId("listed"))).join();
        ReadingStore.Appended appended = append(
                IntStream.range(0, 5).mapToObj(i -> reading("u" + i, 0, i)).toArray(Reading[]::new));
        assertThat(appended.stored()).isEqualTo(3);
        assertThat(appended.refused()).containsExactlyInAnyOrder(new SensorId("u3"), new SensorId("u4"));
        assertThat(append(reading("listed", 0, 1)).stored()).isEqualTo(1);
        assertThat(query("SELECT name, listed FROM sensor ORDER BY name"))
                .containsExactly("listed|1", "u0|0", "u1|0", "u2|0");
    }

    @Test
    void a_writer_that_holds_the_file_for_five_seconds_delays_and_loses_nothing() throws Exception {
        append(reading("a", 0, 1));
        CompletableFuture<ReadingStore.Appended> waiting;
        try (Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = foreign.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            waiting = readings.append(List.of(reading("a", 1, 2)), ReadingStore.Kind.LIVE);
            assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS))
                    .isInstanceOf(java.util.concurrent.TimeoutException.class);
            statement.execute("ROLLBACK");
        }
        assertThat(waiting.get(5, TimeUnit.SECONDS).stored()).isEqualTo(1);
        assertThat(readings.count()).isEqualTo(2);
    }

    @Test
    void what_one_task_does_wrong_does_not_fail_the_others_of_its_group() {
        List<CompletableFuture<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            tasks.add(readings.append(List.of(reading("a", i, i)), ReadingStore.Kind.LIVE));
            tasks.add(database.write(
                    connection -> connection.createStatement().execute("INSERT INTO nowhere VALUES (1)")));
        }
        tasks.forEach(task -> task.exceptionally(failure -> null).join());
        assertThat(readings.count()).isEqualTo(50);
        assertThatThrownBy(() -> tasks.get(1).join()).hasMessageContaining("no such table: nowhere");
    }

    @Test
    void a_full_disk_passes_and_a_wrong_statement_does_not() {
        database.commit(connection -> connection.createStatement().execute("PRAGMA max_page_count = 1"));
        assertThatThrownBy(() -> database.write(connection ->
                                connection.createStatement().execute("CREATE TABLE more AS SELECT zeroblob(99999)"))
                        .thenApply(any -> any)
                        .join())
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("database or disk is full");
        assertThatThrownBy(() -> database.commit(
                        connection -> connection.createStatement().execute("INSERT INTO nowhere VALUES (1)")))
                .isExactlyInstanceOf(StoreException.class);
    }

    @Test
    void a_file_of_a_newer_version_or_of_none_that_was_released_is_refused() throws SQLException {
        database.close();
        Map.of(
                        109,
                        "this Nightflow knows up to 108. Use the newer Nightflow that wrote it, or another file",
                        6,
                        "of a Nightflow before its first release. Move the file away: the build that wrote it can"
                                + " export its readings, and replay puts them into the new one")
                .forEach((version, words) -> {
                    execute("PRAGMA user_version = " + version);
                    assertThatThrownBy(() -> Database.open(file))
                            .hasMessage(
                                    "opening database " + file + ": its schema has version " + version + ", " + words);
                });
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            connection.createStatement().execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void an_integrators_query_cannot_write() throws SQLException {
        try (Connection connection = database.readOnly().getConnection()) {
            assertThatThrownBy(() -> connection.createStatement().execute("DELETE FROM reading"))
                    .hasMessageContaining("readonly");
        }
    }

    @Test
    void due_minutes_are_judged_oldest_first_and_once() {
        append(reading("b", 1, 2), reading("a", 1, 3), reading("a", 0, 1), reading("a", 5, 9));
        ResultStore results = new ResultStore(database);
        assertThat(results.judgeDue(NOON.plus(5), 10, judge).join().minutes()).isEqualTo(2);
        assertThat(results.judgeDue(NOON.plus(5), 10, judge).join().minutes()).isZero();
        assertThat(judge.judged)
                .containsExactly(
                        "a 0 after '' forecast 0.0", "a 1 after '0' forecast 0.0", "b 1 after '' forecast 0.0");
        assertThat(results.outgoing(Audience.DEVICE, 10))
                .containsExactly(
                        new ResultStore.Outgoing(1, NOON, List.of("row a 0 1")),
                        new ResultStore.Outgoing(2, NOON.plus(1), List.of("row a 1 3", "row b 1 1")));
        results.staged(Audience.DEVICE, 1).join();
        assertThat(results.outgoing(Audience.DEVICE, 10)).hasSize(1);
    }

    /** Others wait for a transaction: it ends with the first minute after its time is up. */
    @Test
    void a_transaction_of_judging_is_bounded_in_time() {
        append(reading("a", 0, 1), reading("a", 1, 1), reading("a", 2, 1));
        AtomicLong nanos = new AtomicLong();
        ResultStore slow = new ResultStore(database, () -> nanos.addAndGet(200_000_000));
        MinuteStore.Progress first = slow.judgeDue(NOON.plus(5), 10, judge).join();
        assertThat(first.minutes()).isBetween(1, 2);
        assertThat(first.again()).isTrue();
        while (slow.judgeDue(NOON.plus(5), 10, judge).join().again()) {
            // one or two minutes each
        }
        assertThat(judge.judged).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void a_late_or_changed_reading_makes_its_sensor_be_judged_anew_from_there_on() {
        ResultStore results = new ResultStore(database);
        append(reading("a", 0, 1), reading("a", 1, 1), reading("a", 3, 1), reading("b", 3, 1));
        results.judgeDue(NOON.plus(4), 10, judge).join();
        results.staged(
                        Audience.DEVICE,
                        results.outgoing(Audience.DEVICE, 10).get(2).number())
                .join();
        judge.judged.clear();
        append(reading("a", 2, 1), reading("b", 3, 2));
        results.judgeDue(NOON.plus(4), 10, judge).join();
        assertThat(judge.judged)
                .containsExactly(
                        "a 1 after '0' forecast 0.0",
                        "a 2 after '0 1' forecast 0.0",
                        "a 3 after '0 1 2' forecast 0.0",
                        "b 3 after '' forecast 0.0");
        assertThat(results.outgoing(Audience.DEVICE, 10).stream().flatMap(minute -> minute.rows().stream()))
                .as("the late one, what changed through it, and the changed one")
                .containsExactly("row a 2 5", "row a 3 1", "row b 3 1");
    }

    @Test
    void a_reading_from_before_all_that_is_kept_is_judged_alone() {
        ResultStore results = new ResultStore(database);
        append(reading("a", 5, 1), reading("a", 2_000, 1), reading("a", 4_000, 1));
        results.judgeDue(NOON.plus(4_001), 10, judge).join();
        judge.judged.clear();
        append(reading("a", 0, 1));
        results.judgeDue(NOON.plus(4_001), 10, judge).join();
        assertThat(judge.judged).containsExactly("a alone");
    }

    @Test
    void a_reading_from_before_the_first_of_its_sensor_is_judged_as_if_it_had_come_in_order() {
        ResultStore results = new ResultStore(database);
        append(reading("a", 5, 1));
        results.judgeDue(NOON.plus(6), 10, judge).join();
        judge.judged.clear();
        append(reading("a", 3, 1));
        results.judgeDue(NOON.plus(6), 10, judge).join();
        append(reading("a", 1, 1));
        results.judgeDue(NOON.plus(6), 10, judge).join();
        assertThat(judge.judged)
                .containsExactly(
                        "a 3 after '' forecast 0.0",
                        "a 5 after '3' forecast 0.0",
                        "a 1 after '' forecast 0.0",
                        "a 3 after '1' forecast 0.0",
                        "a 5 after '1 3' forecast 0.0");
    }

    @Test
    void a_reading_that_a_meter_sends_again_is_counted_but_not_judged_again() {
        ResultStore results = new ResultStore(database);
        append(reading("a", 0, 1));
        results.judgeDue(NOON.plus(1), 10, judge).join();
        assertThat(append(reading("a", 0, 1)).overwritten()).isEqualTo(1);
        assertThat(results.judgeDue(NOON.plus(1), 10, judge).join().minutes()).isZero();
        append(reading("a", 0, 2));
        assertThat(results.judgeDue(NOON.plus(1), 10, judge).join().minutes()).isEqualTo(1);
    }

    @Test
    void a_reading_that_stands_twice_in_a_batch_is_judged_once() {
        append(reading("a", 0, 1), reading("a", 0, 1));
        new ResultStore(database).judgeDue(NOON.plus(1), 10, judge).join();
        assertThat(judge.judged).hasSize(1);
    }

    @Test
    void a_clock_that_was_ahead_does_not_blind_a_sensor() {
        ResultStore results = new ResultStore(database);
        append(reading("a", 0, 1), reading("a", 1, 1), reading("a", 5_000, 1));
        results.judgeDue(NOON.plus(5_001), 10, judge).join();
        judge.judged.clear();
        append(reading("a", 2, 1));
        results.judgeDue(NOON.plus(3), 10, judge).join();
        assertThat(judge.judged).containsExactly("a 1 after '0' forecast 0.0", "a 2 after '0 1' forecast 0.0");
        judge.judged.clear();
        results.judgeDue(NOON.plus(5_001), 10, judge).join();
        assertThat(judge.judged).containsExactly("a 5000 after '0 1 2' forecast 0.0");
    }

    @Test
    void a_stop_does_not_wait_for_another_program_that_has_the_file_locked() throws Exception {
        try (Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            foreign.createStatement().execute("BEGIN EXCLUSIVE");
            CompletableFuture<ReadingStore.Appended> waiting =
                    readings.append(List.of(reading("a", 0, 1)), ReadingStore.Kind.LIVE);
            database.stopWaiting();
            assertThatThrownBy(() -> waiting.get(5, TimeUnit.SECONDS)).hasMessageContaining("locked");
        }
    }

    @Test
    void history_is_not_due() {
        readings.append(List.of(reading("a", 0, 1)), ReadingStore.Kind.HISTORY).join();
        assertThat(new ResultStore(database)
                        .judgeDue(NOON.plus(9), 10, judge)
                        .join()
                        .minutes())
                .isZero();
    }

    @Test
    void the_row_of_a_full_hour_carries_its_forecast() {
        append(reading("a", 0, 1), reading("a", 1, 1));
        CourseRecords.Course seven = new CourseRecords.Course("m", List.of(new Forecast(7, 6, 8)));
        new ForecastStore(database)
                .save(new CourseRecords.Run(
                        NOON, Map.of(new SensorId("a"), Map.of(Quantity.FLOW, seven)), 1, List.of(), List.of()))
                .join();
        new ResultStore(database).judgeDue(NOON.plus(9), 10, judge).join();
        assertThat(judge.judged).containsExactly("a 0 after '' forecast 7.0", "a 1 after '0' forecast 0.0");
    }

    @Test
    void faulty_values_are_left_out_of_means() {
        append(reading("a", 0, 100), reading("a", 1, 3), reading("a", 2, 5));
        TextJudge hundredIsFaulty = new TextJudge(NOON, reading -> reading.flow() == 100);
        new ResultStore(database).judgeDue(NOON.plus(9), 10, hundredIsFaulty).join();
        Map<SensorId, List<Double>> measured = new HashMap<>();
        new NightStore(database)
                .measureDue(NOON.plus(10), 9, (last, flows) -> {
                    measured.putAll(flows);
                    return Optional.empty();
                })
                .join();
        assertThat(measured).isEqualTo(Map.of(new SensorId("a"), List.of(3.0, 5.0)));
    }

    @Test
    void estimated_minutes_count_for_their_hour_and_not_for_the_night() {
        List<Reading> hour = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Quality quality = i < 5 ? Quality.GOOD : Quality.ESTIMATED;
            hour.add(new Reading(new SensorId("a"), NOON.plus(i), i, 4, quality));
        }
        append(hour.toArray(Reading[]::new));
        new ResultStore(database).judgeDue(NOON.plus(70), 100, judge).join();
        new HourStore(database).measureDue(NOON.plus(70)).join();
        assertThat(new HourStore(database).means(NOON, NOON.plus(60)))
                .extracting(HourRecords.HourMean::flow)
                .containsExactly(29.5);
        List<Integer> measured = new ArrayList<>();
        new NightStore(database)
                .measureDue(NOON.plus(70), 9, (last, flows) -> {
                    measured.add(
                            flows.getOrDefault(new SensorId("a"), List.of()).size());
                    return Optional.of(new NightRecords.Measured(List.of(), Map.of()));
                })
                .join();
        assertThat(measured).as("flows of each ten minutes").containsExactly(5, 0, 0, 0, 0, 0);
    }

    @Test
    void a_window_is_due_once_its_readings_are_judged_and_again_when_one_comes_late() throws SQLException {
        append(reading("a", 0, 1));
        NightStore night = new NightStore(database);
        SensorId a = new SensorId("a");
        NightRecords.Measure measure = (last, flows) -> Optional.of(new NightRecords.Measured(
                flows.getOrDefault(a, List.of()).isEmpty()
                        ? List.of()
                        : List.of(new TenMinuteFlow(a, last, flows.get(a).size(), 9)),
                Map.of(a, 20_454L)));
        assertThat(night.measureDue(NOON.plus(10), 9, measure).join())
                .as("not judged")
                .isZero();
        new ResultStore(database).judgeDue(NOON.plus(9), 10, judge).join();
        assertThat(night.measureDue(NOON.plus(9), 9, measure).join())
                .as("not ended")
                .isZero();
        assertThat(night.measureDue(NOON.plus(10), 9, (last, flows) -> Optional.empty())
                        .join())
                .as("waited for")
                .isZero();
        assertThat(night.measureDue(NOON.plus(10), 9, measure).join()).isEqualTo(1);
        assertThat(night.measureDue(NOON.plus(10), 9, measure).join()).isZero();
        append(reading("a", 3, 1));
        new ResultStore(database).judgeDue(NOON.plus(9), 10, judge).join();
        assertThat(night.measureDue(NOON.plus(10), 9, measure).join()).isEqualTo(1);
        assertThat(query("SELECT SENSOR_ID, DATE_TIME, FLOW, MINUTES FROM NIGHT_FLOW_VAL_TB"))
                .containsExactly("a|2026-01-01 00:09:00|2.0|9");
        assertThat(query("SELECT night FROM due_night")).containsExactly("20454");
    }

    private ReadingStore.Appended append(Reading... list) {
        return readings.append(List.of(list), ReadingStore.Kind.LIVE).join();
    }

    private static Reading reading(String sensor, int minute, double flow) {
        return new Reading(new SensorId(sensor), NOON.plus(minute), flow, 4, Quality.GOOD);
    }

    private List<String> query(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.readOnly().getConnection();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            while (row.next()) {
                List<String> fields = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    fields.add(String.valueOf(row.getObject(i)));
                }
                rows.add(String.join("|", fields));
            }
        }
        return rows;
    }
}
