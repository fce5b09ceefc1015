package io.nightflow.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.MeterSample;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Told;
import io.nightflow.reading.Unit;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.Rows;
import io.nightflow.store.StoreUnavailableException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Looks at meters become minutes, in a real database. */
class PolledMinutesTest {
    private static final Instant START = Instant.parse("2026-03-11T07:00:00Z");
    private static final SensorId SENSOR = new SensorId("dma");
    private static final MeteringPoint ANY =
            new MeteringPoint(new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, new Range(-10_000, 200), new Range(0, 16));
    private static final MeterSample.Kind FLOW = new MeterSample.Kind(true, false, false, 1, Double.NaN, 10);
    private static final MeterSample.Kind BOTH = new MeterSample.Kind(true, true, false, 0.001, Double.NaN, 10);
    private static final MeterSample.Kind COUNTER = new MeterSample.Kind(false, true, false, 0.1, Double.NaN, 10);
    private static final MeterSample.Kind PRESSURE = new MeterSample.Kind(false, false, false, 1, Double.NaN, 10);
    private static final double NONE = Double.NaN;

    @TempDir
    private Path folder;

    private Database database;
    private CollectReadings collect;
    private Instant now = START;
    private long nanos;

    @BeforeEach
    void open() throws SQLException {
        database = Database.open(folder.resolve("nightflow.db"));
        collect = new CollectReadings(
                new ReadingStore(database, 1_000, List.of()),
                ReadingStore.Kind.LIVE,
                new MeteringPoints(Map.of(), ANY),
                new AcceptedTimes(() -> now, Duration.ofMinutes(5)));
        collect.tellMeters(new MeterNews(new AlertStore(database)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void look(double flow, double pressure, double total, MeterSample.Kind kind, String... status) {
        collect.takeSamples(
                List.of(new MeterSample(SENSOR, nanos, flow, pressure, total, kind, List.of(status))), nanos);
    }

    private void pass(double seconds) {
        nanos += Math.round(seconds * 1e9);
        now = now.plusMillis(Math.round(seconds * 1e3));
    }

    private List<String> readings() throws SQLException {
        return Rows.of(
                database,
                "SELECT strftime('%H:%M', minute, 'unixepoch') || ' ' || ifnull(flow, '') || ' ' ||"
                        + " ifnull(pressure, '') || ' ' || quality FROM reading ORDER BY minute");
    }

    private List<String> alerts() throws SQLException {
        return Rows.of(
                database, "SELECT event || CASE WHEN is_end THEN ' ends' ELSE '' END FROM alert ORDER BY number");
    }

    private double volume() throws SQLException {
        return Double.parseDouble(Rows.of(database, "SELECT ifnull(sum(flow), 0) / 60 FROM reading")
                .get(0));
    }

    @Test
    void a_minute_is_the_mean_of_its_looks() throws SQLException {
        for (int i = 0; i <= 12; i++) {
            look(10 + i % 6, 4 + 0.1 * (i % 2), NONE, FLOW);
            pass(10);
        }
        assertThat(readings()).containsExactly("07:00 12.5 4.05 0", "07:01 12.5 4.05 0");
    }

    @Test
    void a_look_that_waited_for_a_processor_is_no_step_of_the_clock() throws SQLException {
        for (int i = 0; i <= 12; i++) {
            Instant right = now;
            now = i == 4 ? now.plusSeconds(5) : now;
            look(10 + i % 6, 4 + 0.1 * (i % 2), NONE, FLOW);
            now = right;
            pass(10);
        }
        assertThat(readings()).containsExactly("07:00 12.5 4.05 0", "07:01 12.5 4.05 0");
    }

    /** The sensor's flow-max is 200. */
    @Test
    void a_flow_that_its_meter_cannot_measure_counts_only_where_it_stays() throws SQLException {
        for (int i = 0; i <= 18; i++) {
            look(i == 3 ? 3e8 : i >= 12 ? 500 : 10, NONE, NONE, FLOW);
            pass(10);
        }
        assertThat(readings()).containsExactly("07:00 10.0  0", "07:01 10.0  0", "07:02 500.0  0");
    }

    @Test
    void half_a_minute_and_what_the_meter_does_not_trust_are_judged_by_nothing() throws SQLException {
        look(10, NONE, NONE, FLOW);
        pass(60);
        for (int i = 0; i < 6; i++) {
            look(10, NONE, NONE, FLOW, "empty-pipe");
            pass(10);
        }
        look(10, NONE, NONE, FLOW);
        assertThat(readings()).containsExactly("07:00 10.0  3", "07:01 10.0  3");
        assertThat(alerts()).containsExactly("meter fault", "meter fault ends");
    }

    @Test
    void flow_and_total_that_do_not_agree_are_told_until_they_do() throws SQLException {
        double total = 0;
        for (int i = 0; i < 3 * 361; i++) {
            look(i < 361 ? 43.2 : 12, NONE, total, BOTH);
            total += 12.0 / 360;
            pass(10);
        }
        assertThat(alerts()).containsExactly("meter fault", "meter fault ends");
        assertThat(Told.inEnglish(Rows.of(database, "SELECT reason FROM alert").get(0)))
                .startsWith("its flow says 43.2 m3/h and its total 12 m3/h for an hour");
        assertThat(collect.doubtedMeters()).isEmpty();
    }

    @Test
    void a_meter_that_no_longer_says_its_flow_goes_on_by_its_register() throws SQLException {
        double total = 0;
        for (int i = 0; i < 6 * 120; i++) {
            look(i < 60 ? 12 : NONE, NONE, total, BOTH);
            total += 12.0 / 360;
            pass(10);
        }
        assertThat(readings())
                .hasSizeGreaterThan(115)
                .filteredOn(row -> row.endsWith(" 3"))
                .hasSizeLessThan(15);
    }

    private void pages(int max) {
        database.commit(connection -> connection.createStatement().execute("PRAGMA max_page_count = " + max));
    }

    /** The file is full, as a disk is: a real refusal of SQLite's. */
    @Test
    void what_meters_say_while_the_disk_is_full_is_stored_once_there_is_room() throws SQLException {
        look(10, NONE, NONE, FLOW);
        database.commit(connection -> connection.createStatement().execute("CREATE TABLE filler (any BLOB)"));
        pages(1);
        assertThatThrownBy(() -> {
                    while (true) {
                        database.commit(connection ->
                                connection.createStatement().execute("INSERT INTO filler VALUES (zeroblob(3000))"));
                    }
                })
                .isInstanceOf(StoreUnavailableException.class);
        for (int i = 0; i < 6 * 600; i++) {
            pages(1); // a connection that failed is opened anew
            pass(10);
            look(10, NONE, NONE, FLOW);
        }
        assertThat(readings()).as("what fits into pages that are begun").hasSizeLessThan(400);
        pages(100_000);
        pass(10);
        look(10, NONE, NONE, FLOW);
        assertThat(readings()).hasSize(600).allMatch(row -> row.endsWith(" 10.0  0"));
    }

    @Test
    void what_was_told_before_a_restart_ends_after_it() throws SQLException {
        MeterNews before = new MeterNews(new AlertStore(database));
        before.status(SENSOR, START.getEpochSecond(), List.of("battery-low"));
        before.silent(
                new SensorId("other"), START.getEpochSecond(), false, 3, Reason.of(ReasonKind.METER_SILENT, 1, "b", 3));
        before.doubt(new SensorId("third"), START.getEpochSecond(), Reason.of(ReasonKind.METER_DOUBT, 12, 0));
        MeterNews after = new MeterNews(new AlertStore(database));
        assertThat(after.doubts()).hasSize(1);
        long later = START.getEpochSecond() + 600;
        after.status(SENSOR, later, List.of("battery-low"));
        after.silent(
                new SensorId("fourth"),
                later,
                true,
                0,
                Reason.of(ReasonKind.METER_SPEAKS, 2, "b")); // it was never told
        after.silent(new SensorId("other"), later, true, 0, Reason.of(ReasonKind.METER_SPEAKS, 3, "b")); // its flow
        assertThat(alerts()).hasSize(3);
        after.status(SENSOR, later, List.of());
        after.silent(new SensorId("other"), later, true, 0, Reason.of(ReasonKind.METER_SPEAKS, 1, "b"));
        after.doubt(new SensorId("third"), later, Reason.NONE);
        assertThat(Rows.of(database, "SELECT sensor || ' ' || minutes FROM alert WHERE is_end = 1"))
                .containsExactly(SENSOR + " 10", "other 13", "third 10");
    }

    @Test
    void detections_own_faults_and_doubts_do_not_hide_what_the_meter_said() throws SQLException {
        MeterNews before = new MeterNews(new AlertStore(database));
        before.status(SENSOR, START.getEpochSecond(), List.of("battery-low"));
        before.doubt(SENSOR, START.getEpochSecond() + 60, Reason.of(ReasonKind.METER_DOUBT, 12, 0));
        before.doubt(SENSOR, START.getEpochSecond() + 120, Reason.NONE);
        new AlertStore(database)
                .add(List.of(Alert.ofSensor(
                        SENSOR,
                        Minute.containing(START.getEpochSecond() + 180),
                        EventKind.METER_FAULT,
                        true,
                        1,
                        Reason.NONE)))
                .join();
        MeterNews after = new MeterNews(new AlertStore(database));
        assertThat(after.doubts()).isEmpty();
        after.status(SENSOR, START.getEpochSecond() + 600, List.of("battery-low"));
        assertThat(Rows.of(database, "SELECT is_end FROM alert"))
                .as("nothing new")
                .containsExactly("0", "0", "1", "1");
    }

    @Test
    void what_stands_of_a_meter_that_is_taken_out_ends() throws SQLException {
        MeterNews before = new MeterNews(new AlertStore(database));
        SensorId silent = new SensorId("silent");
        before.status(SENSOR, START.getEpochSecond(), List.of("battery-low"));
        before.doubt(SENSOR, START.getEpochSecond() + 60, Reason.of(ReasonKind.METER_DOUBT, 12, 0));
        before.silent(silent, START.getEpochSecond(), false, 3, Reason.of(ReasonKind.METER_SILENT, 1, "b", 3));
        before.asksOnly(Set.of(SENSOR, silent), START.getEpochSecond() + 600);
        assertThat(Rows.of(database, "SELECT is_end FROM alert")).containsExactly("0", "0", "0");
        MeterNews after = new MeterNews(new AlertStore(database));
        after.asksOnly(Set.of(), START.getEpochSecond() + 600);
        assertThat(after.doubts()).isEmpty();
        assertThat(Rows.of(database, "SELECT sensor || ' ' || minutes FROM alert WHERE is_end = 1"))
                .containsExactly(SENSOR + " 10", SENSOR + " 9", "silent 13");
        assertThat(new AlertStore(database).open(EventKind.METER_SILENT)).isEmpty();
    }

    @Test
    void a_low_battery_is_told_and_the_values_stay_good() throws SQLException {
        for (int i = 0; i <= 6; i++) {
            look(10, NONE, NONE, FLOW, "battery-low");
            pass(10);
        }
        assertThat(readings()).containsExactly("07:00 10.0  0");
        assertThat(alerts()).containsExactly("meter fault");
    }

    @Test
    void the_register_corrects_the_sum_of_the_flow() throws SQLException {
        double total = 0;
        for (int i = 0; i < 6 * 60 * 24; i++) {
            look(11.9, NONE, Math.floor(total * 1_000) / 1_000, BOTH); // flow says 0.8 % too little
            total += 12.0 / 360;
            pass(10);
        }
        assertThat(volume()).isCloseTo(12.0 * 24 - 12.0 / 60, within(0.05));
        assertThat(readings()).allMatch(row -> row.endsWith(" 0"));
    }

    /** For ten hours it stands though water flows, and then counts again. */
    @Test
    void a_register_that_stood_does_not_bend_the_minutes_for_ever() throws SQLException {
        double total = 0;
        for (int i = 0; i < 360 * 16; i++) {
            look(12, NONE, Math.floor(total * 1_000) / 1_000, BOTH);
            total += i < 3_600 ? 0 : 12.0 / 360;
            pass(10);
        }
        assertThat(readings().subList(900, 955))
                .allSatisfy(
                        row -> assertThat(Double.parseDouble(row.split(" ")[1])).isCloseTo(12, within(0.02)));
    }

    @Test
    void a_gap_of_both_has_its_volume_by_the_register() throws SQLException {
        double total = 100;
        for (int i = 0; i < 6 * 240; i++) {
            if (i < 360 || i >= 1_080) {
                look(12, NONE, total, BOTH);
            }
            total += 12.0 / 360;
            pass(10);
        }
        assertThat(volume()).isCloseTo(12.0 * 4 - 12.0 / 60, within(0.01));
        assertThat(readings())
                .hasSize(239)
                .filteredOn(row -> row.endsWith(" 3"))
                .hasSizeBetween(119, 121);
        assertThat(alerts()).isEmpty();
    }

    @Test
    void a_counter_alone_gives_minutes_and_is_kept() throws SQLException {
        double total = 0;
        for (int i = 0; i < 6 * 120; i++) {
            look(NONE, NONE, Math.floor(total * 10) / 10, COUNTER);
            total += 12.0 / 360;
            pass(10);
        }
        assertThat(readings())
                .hasSizeGreaterThan(115)
                .filteredOn(row -> row.endsWith(" 0"))
                .hasSizeGreaterThan(110);
        assertThat(volume()).isCloseTo(12.0 * 2, within(0.5));
        assertThat(Rows.of(database, "SELECT count(*) FROM meter_register").get(0))
                .isEqualTo("119");
    }

    @Test
    void the_pressure_of_another_unit_joins_the_flow() throws SQLException {
        for (int i = 0; i <= 6; i++) {
            look(10, NONE, NONE, FLOW);
            look(NONE, 4.2, NONE, PRESSURE);
            pass(10);
        }
        assertThat(readings()).containsExactly("07:00 10.0 4.2 0");
    }

    @Test
    void pressure_alone_is_a_reading_too() throws SQLException {
        for (int i = 0; i <= 12; i++) {
            look(NONE, 4.2, NONE, PRESSURE);
            pass(10);
        }
        assertThat(readings()).containsExactly("07:00  4.2 0", "07:01  4.2 0");
    }

    /** An hour ahead and back again: minutes lie elsewhere, none has a flow that was not there. */
    @Test
    void a_time_server_makes_no_flow() throws SQLException {
        double total = 0;
        List<Double> steps = new ArrayList<>(List.of(0.0, 3_600.0, -3_540.0, 30.0, -2.5, 1.5));
        for (double step : steps) {
            now = now.plusMillis(Math.round(step * 1e3));
            for (int i = 0; i < 60; i++) {
                look(NONE, NONE, total, COUNTER);
                total += 12.0 / 360;
                pass(10);
            }
        }
        assertThat(Rows.of(database, "SELECT min(flow) || ' ' || max(flow) FROM reading WHERE quality = 0")
                        .get(0)
                        .split(" "))
                .extracting(Double::parseDouble)
                .allSatisfy(flow -> assertThat(flow).isBetween(11.8, 12.2));
        assertThat(Rows.of(database, "SELECT max(flow) FROM reading").get(0))
                .satisfies(flow -> assertThat(Double.parseDouble(flow)).isLessThan(15));
    }

    @Test
    void another_meter_is_told_with_both_registers() throws SQLException {
        for (int i = 0; i < 100; i++) {
            look(NONE, NONE, i < 50 ? 5_000 + i * 0.1 : 7 + i * 0.1, COUNTER);
            pass(10);
        }
        assertThat(alerts()).containsExactly("meter exchanged");
        assertThat(Told.inEnglish(Rows.of(database, "SELECT reason FROM alert").get(0)))
                .startsWith("meter exchanged: its register stood at 5004.9 m3 and goes on from 12 m3");
        assertThat(Rows.of(database, "SELECT max(flow) FROM reading").get(0))
                .satisfies(flow -> assertThat(Double.parseDouble(flow)).isLessThan(40));
    }
}
