package io.nightflow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.reading.Alert;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import io.nightflow.store.TapStore.Start;
import io.nightflow.tap.TapJson;
import io.nightflow.tap.TapKind;
import io.nightflow.tap.TapStatus;
import io.nightflow.tap.Tapped;
import io.nightflow.tap.TappedAlert;
import io.nightflow.tap.TappedReading;
import io.nightflow.tap.TappedResult;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapStoreTest {
    private static final Minute START = new Minute(1_795_176_000);
    private static final SensorId SENSOR = new SensorId("dma-north");
    private static final long FIRST = TapTriggers.BEFORE_FIRST + 1;

    @TempDir
    private Path folder;

    private Database database;
    private ReadingStore readings;
    private TapStore taps;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("nightflow.db"));
        readings = new ReadingStore(database, 100);
        taps = new TapStore(database, "gw-7", ZoneId.of("Europe/Rome"), AlertWords.ENGLISH);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_is_committed_comes_in_order_with_its_name_and_again_under_another_number() {
        long start = taps.open("scada", TapKind.READINGS, new Start.Now(), START);
        assertThat(start).isEqualTo(FIRST - 1);
        read(0, 41.25, 4.8);
        read(1, 42, Double.NaN);
        read(0, 40, 4.8);
        read(0, 40, 4.8); // says nothing new
        List<Tapped> rows = next(TapKind.READINGS, start).rows();
        assertThat(rows).extracting(Tapped::number).containsExactly(FIRST, FIRST + 1, FIRST + 2);
        assertThat(TapJson.of(rows.get(1)))
                .isEqualTo("{\"gateway\":\"gw-7\",\"log\":\"" + rows.get(0).log() + "\",\"number\":" + (FIRST + 1)
                        + ",\"sensor\":\"dma-north\",\"time\":\"2026-11-20T13:01:00+01:00\",\"flow\":42.0,\"pressure\":null"
                        + ",\"quality\":\"good\",\"again\":false}");
        assertThat(rows.get(2))
                .isInstanceOfSatisfying(
                        TappedReading.class, again -> assertThat(again.again()).isTrue());
    }

    @Test
    void a_result_has_its_number_from_the_transaction_that_judged_it_and_says_when_it_changed() {
        long start = taps.open("scada", TapKind.RESULTS, new Start.Now(), START);
        read(0, 41.25, 4.8);
        assertThat(next(TapKind.RESULTS, start).rows()).isEmpty();
        judge(0, 3555, 55);
        judge(0, 3555, 55); // the same once more is no news
        judge(0, 555, 55);
        List<Tapped> rows = next(TapKind.RESULTS, start).rows();
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).isInstanceOfSatisfying(TappedResult.class, first -> {
            assertThat(first.again()).isFalse();
            assertThat(first.flowStages()).as("as it stands now").isEqualTo("0555");
        });
        assertThat(rows.get(1)).isInstanceOfSatisfying(TappedResult.class, second -> {
            assertThat(second.again()).isTrue();
            assertThat(second.stage()).isZero();
            assertThat(second.pressureStages()).isEqualTo("055");
        });
    }

    @Test
    void readings_that_come_are_news_to_those_who_take_readings_alone() {
        long before = taps.commits(TapKind.READINGS);
        long beforeOfAlerts = taps.commits(TapKind.ALERTS);
        read(0, 41.25, 4.8);
        assertThat(taps.commits(TapKind.READINGS)).isGreaterThan(before);
        assertThat(taps.commits(TapKind.ALERTS)).isEqualTo(beforeOfAlerts);
        judge(0, 3555, 55);
        assertThat(taps.commits(TapKind.ALERTS)).isGreaterThan(beforeOfAlerts);
    }

    @Test
    void a_tap_goes_on_where_it_was_and_a_second_name_begins_anew() {
        long start = taps.open("scada", TapKind.READINGS, new Start.Now(), START);
        read(0, 1, 1);
        read(1, 2, 1);
        taps.taken("scada", next(TapKind.READINGS, start));
        read(2, 3, 1);
        assertThat(taps.open("scada", TapKind.READINGS, new Start.Now(), START)).isEqualTo(FIRST + 1);
        assertThat(taps.open("other", TapKind.READINGS, new Start.Now(), START)).isEqualTo(FIRST + 2);
        assertThat(taps.all()).contains(new TapStatus("scada", TapKind.READINGS, FIRST + 1, 1, 0));
        assertThatThrownBy(() -> taps.open("scada", TapKind.RESULTS, new Start.Now(), START))
                .hasMessage("name: tap scada takes readings, not results. Give this one another name, or forget that:"
                        + " ./nightflow taps forget scada");
    }

    @Test
    void from_the_beginning_it_gets_what_was_there_before_in_its_order_once() {
        for (int i = 0; i < 5; i++) {
            read(i, i, 1);
        }
        long first = taps.open("late", TapKind.READINGS, new Start.Since(START.plus(3)), START);
        assertThat(flows("late", first)).containsExactly(3.0, 4.0);
        read(5, 5, 1);
        long all = taps.open("all", TapKind.READINGS, new Start.Since(new Minute(0)), START);
        assertThat(flows("all", all)).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0);
        assertThat(flows("late", taps.open("late", TapKind.READINGS, new Start.Now(), START)))
                .as("those before it are not its own")
                .containsExactly(3.0, 4.0, 5.0);
    }

    @Test
    void without_a_tap_nothing_is_written_and_history_that_is_put_in_is_no_news() {
        read(0, 1, 1);
        assertThat(count()).isZero();
        taps.open("scada", TapKind.READINGS, new Start.Now(), START);
        readings.append(List.of(reading(1, 2, 1)), ReadingStore.Kind.HISTORY).join();
        assertThat(count()).isZero();
        read(2, 3, 1);
        assertThat(count()).isEqualTo(1);
        assertThat(taps.forget("scada")).isTrue();
        assertThat(taps.forget("scada")).isFalse();
        read(3, 4, 1);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void what_is_pruned_before_it_was_taken_is_counted_and_the_next_number_is_a_new_one() {
        long start = taps.open("slow", TapKind.READINGS, new Start.Now(), START.plus(1_000));
        TapRetention retention = new TapRetention(database);
        for (int i = 0; i < 10; i++) {
            read(i, i, 1);
        }
        try (TapReader reader = taps.reader("slow")) {
            taps.taken("slow", reader.next(TapKind.READINGS, start, 2));
        }
        retention.prune(START.plus(10), START.plus(-100));
        read(10, 10, 1);
        read(11, 11, 1);
        retention.prune(START.plus(20), START.plus(15));
        assertThat(taps.all()).contains(new TapStatus("slow", TapKind.READINGS, FIRST + 9, 2, 8));
        retention.prune(START.plus(2_000), START.plus(1_000));
        assertThat(count()).isEqualTo(1);
        read(12, 12, 1);
        assertThat(next(TapKind.READINGS, FIRST + 11).rows())
                .extracting(Tapped::number)
                .containsExactly(FIRST + 12);
    }

    @Test
    void what_was_there_before_a_tap_waits_for_it_as_long_as_what_came_after() {
        for (int i = 0; i < 5; i++) {
            read(i, i, 1);
        }
        Minute now = START.plus(30 * 1_440);
        long all = taps.open("all", TapKind.READINGS, new Start.Since(new Minute(0)), now);
        TapRetention retention = new TapRetention(database);
        retention.prune(now.plus(1), now.plus(-7 * 1_440));
        retention.prune(now.plus(61), now.plus(61 - 7 * 1_440));
        assertThat(flows("all", all)).hasSize(5);
        retention.prune(now.plus(7 * 1_440 + 62), now.plus(62));
        assertThat(count()).as("the newest stays").isEqualTo(1);
    }

    @Test
    void an_alert_that_was_held_back_and_let_go_before_it_was_taken_comes_once() {
        long start = taps.open("mail", TapKind.ALERTS, new Start.Now(), START);
        new AlertStore(database).add(List.of(alert(0))).join();
        run("UPDATE alert SET planned = 1");
        run("UPDATE alert SET planned = NULL");
        assertThat(next(TapKind.ALERTS, start).rows())
                .extracting(Tapped::number)
                .containsExactly(FIRST + 1);
    }

    @Test
    void a_salvaged_database_goes_on_where_its_taps_were() throws Exception {
        long start = taps.open("mail", TapKind.ALERTS, new Start.Now(), START);
        new AlertStore(database).add(List.of(alert(0), alert(1), alert(2))).join();
        try (TapReader reader = taps.reader("mail")) {
            taps.taken("mail", reader.next(TapKind.ALERTS, start, 1));
        }
        taps.taken("direct-alert", next(TapKind.ALERTS, start));
        database.close();
        Salvage.begin(folder.resolve("nightflow.db"), "tried");
        database = Database.open(folder.resolve("nightflow.db"));
        taps = new TapStore(database, "gw-7", ZoneId.of("UTC"), AlertWords.ENGLISH);
        assertThat(taps.open("mail", TapKind.ALERTS, new Start.Now(), START)).isEqualTo(FIRST);
        assertThat(next(TapKind.ALERTS, FIRST).rows()).hasSize(2);
        assertThat(taps.all()).contains(new TapStatus("direct-alert", TapKind.ALERTS, FIRST + 2, 0, 0));
    }

    @Test
    void a_tap_that_nobody_runs_is_forgotten() {
        taps.open("gone", TapKind.READINGS, new Start.Now(), START);
        taps.open("here", TapKind.READINGS, new Start.Now(), START);
        TapRetention retention = new TapRetention(database);
        retention.seen(List.of("here"), START.plus(10_080));
        retention.prune(START.plus(10_081), START.plus(10_000));
        assertThat(taps.all()).extracting(TapStatus::name).containsExactly("direct-alert", "here");
    }

    @Test
    void an_alert_that_announced_work_held_back_comes_when_it_is_let_go() {
        long start = taps.open("mail", TapKind.ALERTS, new Start.Now(), START);
        AlertStore alerts = new AlertStore(database);
        alerts.add(List.of(alert(0), alert(1))).join();
        run("UPDATE alert SET planned = 1 WHERE number = 1");
        List<Tapped> rows = next(TapKind.ALERTS, start).rows();
        assertThat(rows).extracting(row -> ((TappedAlert) row).alert()).containsExactly(2L);
        taps.taken("mail", next(TapKind.ALERTS, start));
        run("UPDATE alert SET planned = NULL WHERE number = 1");
        assertThat(next(TapKind.ALERTS, FIRST + 1).rows())
                .extracting(row -> ((TappedAlert) row).alert())
                .containsExactly(1L);
    }

    @Test
    void a_backup_that_is_put_back_has_another_log() throws Exception {
        long start = taps.open("scada", TapKind.READINGS, new Start.Now(), START);
        read(0, 1, 1);
        String log = next(TapKind.READINGS, start).rows().get(0).log();
        Backup.make(folder.resolve("nightflow.db"), folder.resolve("copy.db"));
        try (Database copy = Database.open(folder.resolve("copy.db"))) {
            TapStore restored = new TapStore(copy, "gw-7", ZoneId.of("UTC"), AlertWords.ENGLISH);
            restored.open("scada", TapKind.READINGS, new Start.Now(), START);
            assertThat(restored.reader("scada")
                            .next(TapKind.READINGS, start, 9)
                            .rows()
                            .get(0)
                            .log())
                    .isNotEqualTo(log)
                    .matches("[0-9a-f]{8}");
        }
    }

    private List<Double> flows(String name, long after) {
        List<Double> flows = new ArrayList<>();
        next(name, TapKind.READINGS, after).rows().forEach(row -> flows.add(((TappedReading) row).flow()));
        return flows;
    }

    private TapStore.Batch next(TapKind kind, long after) {
        return next("any", kind, after);
    }

    private TapStore.Batch next(String name, TapKind kind, long after) {
        try (TapReader reader = taps.reader(name)) {
            return reader.next(kind, after, 99);
        }
    }

    private void read(int minute, double flow, double pressure) {
        readings.append(List.of(reading(minute, flow, pressure)), ReadingStore.Kind.LIVE)
                .join();
    }

    private static Reading reading(int minute, double flow, double pressure) {
        return new Reading(SENSOR, START.plus(minute), flow, pressure, Quality.GOOD);
    }

    private static Alert alert(int minute) {
        return Alert.ofSensor(
                SENSOR, START.plus(minute), EventKind.SENSOR_SILENT, false, 0, Reason.of(ReasonKind.SENSOR_SILENT, 3));
    }

    private void judge(int minute, int flow, int pressure) {
        run("UPDATE reading SET judged = 1, flow_stages = " + flow + ", pressure_stages = " + pressure
                + " WHERE minute = " + START.plus(minute).epochSecond());
    }

    private void run(String sql) {
        database.write(connection -> connection.createStatement().execute(sql)).join();
    }

    private long count() {
        return database.read("counting", connection -> BoundSql.number(connection, "SELECT count(*) FROM published"));
    }
}
