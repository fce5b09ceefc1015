package io.nightflow.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Told;
import io.nightflow.reading.Unit;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Audience;
import io.nightflow.store.ClockStore;
import io.nightflow.store.Database;
import io.nightflow.store.HeldReadings;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.Rows;
import io.nightflow.time.BootTime;
import io.nightflow.time.GatewayClock;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mini PC without a battery starts in 1970. */
class WrongClockTest {
    private static final Instant BUILT = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant GOOD = Instant.parse("2026-11-20T12:00:30Z");
    private static final Range ANY = new Range(-1e6, 1e6);

    @TempDir
    private Path folder;

    private Instant now = Instant.EPOCH;
    private long seconds = 1_000;
    private Database database;
    private CollectReadings collect;
    private ReleaseHeldReadings time;
    private AlertStore alerts;
    private ClockStore clocks;
    private BootTime bootTime;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("nightflow.db"));
        start("boot-1");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void start(String boot) {
        ReadingStore readings = new ReadingStore(database, 9);
        alerts = new AlertStore(database);
        bootTime = new BootTime(boot, () -> seconds, () -> now, BUILT);
        clocks = new ClockStore(database);
        clocks.read()
                .ifPresent(row -> bootTime.restore(
                        new BootTime.Known(row.boot(), row.bootSecond(), row.wall(), row.shown(), row.agreedSince())));
        GatewayClock clock = GatewayClock.of(() -> now, bootTime);
        UntimedReadings timeless = new UntimedReadings(new HeldReadings(database), bootTime, new MeterClocks());
        MeteringPoint any = new MeteringPoint(new SensorId("o"), Unit.L_PER_SECOND, Unit.BAR, ANY, ANY);
        collect = new CollectReadings(
                readings,
                ReadingStore.Kind.LIVE,
                new MeteringPoints(Map.of(), any),
                new AcceptedTimes(clock, Duration.ofMinutes(2)),
                Optional.of(timeless));
        time = new ReleaseHeldReadings(timeless, readings, alerts, clocks, clock);
    }

    @Test
    void readings_without_a_time_are_held_and_get_their_minute_once_the_clock_is_good() throws SQLException {
        collect.collect(List.of("S,0,a,0,1,4"));
        seconds += 120;
        collect.collect(List.of("S,0,a,0,2,4"));
        time.keepTime();
        assertThat(readings()).isEmpty();
        seconds += 60;
        now = GOOD;
        time.keepTime();
        time.keepTime();
        assertThat(readings())
                .as("3 minutes and 1 minute before; 1 L/s is 3.6 m3/h; the time is estimated")
                .containsExactly("2026-11-20 11:57:00 a 3.6 2", "2026-11-20 11:59:00 a 7.2 2");
        collect.collect(List.of("S,0,a,0,3,4"));
        assertThat(readings()).hasSize(3).last().isEqualTo("2026-11-20 12:00:00 a 10.8 2");
    }

    @Test
    void readings_with_a_time_of_their_own_are_stored_at_once() throws SQLException {
        collect.collect(List.of("S,0,a," + GOOD.getEpochSecond() + ",1,4", "S,0,a,1000,1,4"));
        assertThat(readings()).containsExactly("2026-11-20 12:00:00 a 3.6 0");
    }

    @Test
    void readings_that_are_stamped_ahead_wait_until_the_clock_gets_there() throws SQLException {
        now = GOOD;
        long stamp = GOOD.plusSeconds(600).getEpochSecond();
        assertThat(collect.collect(List.of("S,9,1,a," + stamp + ",1,4", "S,9,2,a," + (stamp + 60) + ",2,4")))
                .as("they are on the disk")
                .containsExactly("A,S,9,2");
        assertThat(collect.rejections().total()).isZero();
        time.keepTime();
        assertThat(readings()).isEmpty();
        start("boot-2");
        now = GOOD.plusSeconds(600);
        time.keepTime();
        assertThat(readings()).containsExactly("2026-11-20 12:10:00 a 3.6 0");
        now = GOOD.plusSeconds(3_600);
        time.keepTime();
        assertThat(readings()).containsExactly("2026-11-20 12:10:00 a 3.6 0", "2026-11-20 12:11:00 a 7.2 0");
        assertThat(query("SELECT minute FROM early_reading")).isEmpty();
    }

    @Test
    void what_is_stamped_ahead_waits_up_to_a_bound_and_is_counted_beyond() throws SQLException {
        now = GOOD;
        try (Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"))) {
            foreign.createStatement()
                    .execute("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 199999)"
                            + " INSERT INTO early_reading SELECT 4000000020 + i * 60, 'z', 1, 4, 0 FROM n");
        }
        long stamp = GOOD.plusSeconds(600).getEpochSecond();
        assertThat(collect.collect(List.of("S,8,1,a," + stamp + ",1,4", "S,8,2,b," + stamp + ",1,4")))
                .as("what finds no room is not acknowledged, it is to come again")
                .containsExactly("N,S,8,1,busy");
        assertThat(collect.rejections().totals()).isEqualTo(Map.of("in the future, and too many wait already", 1L));
        assertThat(collect.collect(List.of("S,7,1,a,31690708000,1,4")))
                .as("a time that never comes is refused for good")
                .containsExactly("A,S,7,1");
        now = GOOD.plusSeconds(600);
        time.keepTime();
        assertThat(readings()).containsExactly("2026-11-20 12:10:00 a 3.6 0");
    }

    @Test
    void held_readings_outlive_the_process_but_not_the_boot() throws SQLException {
        collect.collect(List.of("S,0,a,0,1,4"));
        start("boot-1");
        seconds += 60;
        collect.collect(List.of("S,0,b,0,1,4"));
        start("boot-2");
        now = GOOD;
        time.keepTime();
        assertThat(readings()).isEmpty();
        start("boot-1");
        time.keepTime();
        assertThat(readings()).hasSize(2);
    }

    @Test
    void a_meter_whose_clock_is_off_is_told_once_and_when_it_is_right_again() throws SQLException {
        now = GOOD;
        for (int i = 0; i < 60; i++) {
            long stamp = now.getEpochSecond() - 400 - i % 7;
            collect.collect(List.of("S,0,a," + stamp + ",1,4", "S,0,b," + (now.getEpochSecond() - i % 3) + ",1,4"));
            now = now.plusSeconds(60);
        }
        time.keepTime();
        time.keepTime();
        assertThat(alerts.toStage(Audience.DEVICE, new Minute(0), 9))
                .singleElement()
                .satisfies(
                        numbered -> assertThat(Told.inEnglish(numbered.alert().reason()))
                                .isEqualTo("the meter's clock is 400 s behind"));
        assertThat(query("SELECT name || ' ' || clock_ahead FROM sensor ORDER BY name"))
                .containsExactly("a -400", "b 0");
        for (int i = 0; i < 60; i++) {
            collect.collect(List.of("S,0,a," + now.getEpochSecond() + ",1,4"));
            now = now.plusSeconds(60);
        }
        time.keepTime();
        assertThat(alerts.toStage(Audience.DEVICE, new Minute(0), 9)).hasSize(2);
    }

    /** Noise on a line makes names for ever. */
    @Test
    void what_is_remembered_of_names_is_bounded() {
        MeterClocks clocks = new MeterClocks();
        for (int name = 0; name < 25_000; name++) {
            for (int stamp = 0; stamp < 60; stamp++) {
                clocks.stamped(new SensorId("n" + name), 1_000 + stamp, 1_000 + stamp);
            }
        }
        assertThat(clocks.ahead()).hasSize(20_000);
    }

    @Test
    void a_meter_that_sends_what_it_has_kept_has_no_wrong_clock() throws SQLException {
        now = GOOD;
        for (int i = 0; i < 600; i++) {
            collect.collect(List.of("S,0,a," + (GOOD.getEpochSecond() - 60L * (600 - i)) + ",1,4"));
        }
        time.keepTime();
        assertThat(alerts.toStage(Audience.DEVICE, new Minute(0), 9)).isEmpty();
        assertThat(query("SELECT name FROM sensor WHERE clock_ahead IS NOT NULL"))
                .isEmpty();
    }

    @Test
    void a_clock_that_jumps_ahead_changes_nothing_and_lines_get_the_minute_in_which_they_came() throws SQLException {
        now = GOOD;
        time.keepTime();
        pass(600);
        now = now.plus(Duration.ofDays(730));
        collect.collect(List.of("S,0,a,0,1,4"));
        time.keepTime();
        assertThat(bootTime.state()).isEqualTo(BootTime.State.DOUBTED);
        start("boot-1");
        pass(60);
        collect.collect(List.of("S,0,a,0,2,4"));
        now = now.minus(Duration.ofDays(730));
        pass(60);
        collect.collect(List.of("S,0,a,0,3,4"));
        assertThat(readings())
                .as("also after a restart")
                .containsExactly(
                        "2026-11-20 12:10:00 a 3.6 2", "2026-11-20 12:11:00 a 7.2 2", "2026-11-20 12:12:00 a 10.8 2");
        assertThat(bootTime.state()).isEqualTo(BootTime.State.BELIEVED);
    }

    @Test
    void what_is_stamped_ahead_is_not_released_by_a_clock_that_jumped() throws SQLException {
        now = GOOD;
        long year = GOOD.plus(Duration.ofDays(400)).getEpochSecond();
        collect.collect(List.of("S,0,a," + year + ",1,4"));
        now = now.plus(Duration.ofDays(730));
        time.keepTime();
        assertThat(readings()).isEmpty();
    }

    @Test
    void a_jump_is_believed_once_three_stamps_of_meters_say_the_same_or_after_a_day() {
        now = GOOD;
        time.keepTime();
        now = now.plus(Duration.ofDays(20));
        collect.collect(List.of("S,0,a," + now.getEpochSecond() + ",1,4", "S,0,b," + now.getEpochSecond() + ",1,4"));
        assertThat(bootTime.state()).isEqualTo(BootTime.State.DOUBTED);
        collect.collect(List.of("S,0,a," + now.getEpochSecond() + ",1,4"));
        assertThat(bootTime.state()).isEqualTo(BootTime.State.BELIEVED);
        now = now.plus(Duration.ofDays(20));
        assertThat(bootTime.state()).isEqualTo(BootTime.State.DOUBTED);
        pass(86_399);
        assertThat(bootTime.state()).isEqualTo(BootTime.State.DOUBTED);
        pass(3);
        assertThat(bootTime.state()).isEqualTo(BootTime.State.BELIEVED);
    }

    @Test
    void a_clock_that_starts_years_ahead_is_not_believed() throws SQLException {
        now = GOOD;
        time.keepTime();
        now = Instant.parse("2036-02-07T06:28:00Z");
        seconds = 10;
        start("boot-2");
        collect.collect(List.of("S,0,a,0,1,4"));
        time.keepTime();
        assertThat(bootTime.state()).isEqualTo(BootTime.State.FAR);
        assertThat(readings()).as("held, as with a clock of 1970").isEmpty();
        start("boot-2");
        assertThat(bootTime.state()).isEqualTo(BootTime.State.FAR);
        pass(60);
        now = GOOD.plusSeconds(7_200);
        time.keepTime();
        assertThat(readings()).containsExactly("2026-11-20 13:59:00 a 3.6 2");
    }

    private void pass(long some) {
        seconds += some;
        now = now.plusSeconds(some);
    }

    private List<String> readings() throws SQLException {
        return query("SELECT datetime(r.minute, 'unixepoch') || ' ' || s.name || ' ' || r.flow || ' ' || r.quality"
                + " FROM reading r JOIN sensor s ON s.id = r.sensor ORDER BY r.minute, s.name");
    }

    private List<String> query(String sql) throws SQLException {
        return Rows.of(database, sql);
    }
}
