package io.nightflow.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.simulator.VirtualSensor;
import io.nightflow.simulator.VirtualSensor.Event;
import io.nightflow.simulator.VirtualSensor.Kind;
import io.nightflow.store.CriteriaStore;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import io.nightflow.store.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What detection finds depends on the readings only: not on restarts, and not on the order in which readings come. */
@Tag("slow")
class RestartAndLateTest {
    private static final Minute START = Minute.containing(Instant.parse("2026-03-20T00:00:00Z"));
    private static final int MINUTES = 1_500;
    private static final Range ANY = new Range(-1e6, 1e6);
    private static final MeteringPoint POINT =
            new MeteringPoint(new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, ANY, new Range(0, 16));

    private static final List<Event> EVENTS = List.of(
            new Event(START.plus(200), START.plus(290), Kind.LEAK, 90),
            new Event(START.plus(500), START.plus(640), Kind.STUCK, 61.5),
            new Event(START.plus(900), START.plus(903), Kind.FLOW_GLITCH, 30),
            new Event(START.plus(1_000), START.plus(1_005), Kind.PRESSURE_FAULT, 99),
            new Event(START.plus(1_190), START.plus(1_400), Kind.LEAK, 70));
    private static final VirtualSensor SENSOR =
            new VirtualSensor(new SensorId("dma"), 60, 5, 1, ZoneOffset.UTC, EVENTS);

    @TempDir
    private Path folder;

    private Minute now = START;

    @Test
    void a_restart_in_the_midst_of_anything_changes_no_result() throws SQLException, IOException {
        List<String> plain = results("plain", 0, inOrder());
        assertThat(plain).filteredOn(row -> row.startsWith("alert")).hasSizeGreaterThan(6);
        assertThat(results("restarts", 0.02, inOrder())).isEqualTo(plain);
    }

    @Test
    void late_readings_give_the_results_of_the_right_order() throws SQLException, IOException {
        List<String> plain = results("plain", 0, inOrder());
        List<List<Reading>> late = inOrder();
        Random random = new Random(5);
        for (int minute = 0; minute < MINUTES - 1; minute++) {
            if (random.nextDouble() < 0.02) {
                int delay = 1 + random.nextInt(Math.min(MINUTES - 1 - minute, 200));
                late.get(minute + delay).addAll(late.get(minute));
                late.get(minute).clear();
            }
        }
        assertThat(butAlerts(results("late", 0, late))).isEqualTo(butAlerts(plain));
        assertThat(butAlerts(results("late-restarts", 0.02, late))).isEqualTo(butAlerts(plain));
    }

    @Test
    void hours_of_downtime_are_caught_up_as_if_nothing_had_been() throws SQLException, IOException {
        List<String> plain = results("plain", 0, inOrder());
        List<List<Reading>> burst = inOrder();
        for (int minute = 300; minute < 1_200; minute++) {
            burst.get(1_200).addAll(burst.get(minute));
            burst.get(minute).clear();
        }
        Collections.reverse(burst.get(1_200));
        assertThat(results("burst", 0, burst)).isEqualTo(plain);
    }

    /** Half a day of it, oldest first or newest first, a bit each minute, while the live ones go on. */
    @Tag("long")
    @Test
    void a_loggers_backlog_gathers_and_is_judged_once() throws SQLException, IOException {
        List<String> plain = results("plain", 0, inOrder());
        for (boolean newestFirst : List.of(false, true)) {
            List<List<Reading>> drips = inOrder();
            int next = 1_300;
            for (int i = 0; i < 700; i++) {
                int minute = newestFirst ? 1_299 - i : 600 + i;
                drips.get(next + i / 20).addAll(drips.get(minute));
                drips.get(minute).clear();
            }
            String name = newestFirst ? "newest-first" : "oldest-first";
            assertThat(butAlerts(results(name, 0, drips))).as(name).isEqualTo(butAlerts(plain));
            assertThat(butAlerts(results(name + "-restarts", 0.02, drips)))
                    .as(name)
                    .isEqualTo(butAlerts(plain));
        }
    }

    /** An alert that was sent at once stays sent, also where a late reading would have given it another minute. */
    private static List<String> butAlerts(List<String> rows) {
        return rows.stream().filter(row -> !row.startsWith("alert")).toList();
    }

    private static List<List<Reading>> inOrder() {
        List<List<Reading>> minutes = new ArrayList<>();
        for (int i = 0; i < MINUTES; i++) {
            List<Reading> one = new ArrayList<>();
            one.add(reading(START.plus(i)));
            minutes.add(one);
        }
        return minutes;
    }

    private static Reading reading(Minute minute) {
        VirtualSensor.Values values = SENSOR.at(minute);
        return new Reading(SENSOR.id(), minute, values.flow(), values.pressure(), Quality.GOOD);
    }

    /** Runs all minutes through the database; what it holds in the end. */
    private List<String> results(String name, double restarts, List<List<Reading>> minutes)
            throws SQLException, IOException {
        Random random = new Random(9);
        if (!Files.exists(folder.resolve("history.db"))) {
            try (Database history = open("history")) {
                history(history);
            }
        }
        Files.copy(folder.resolve("history.db"), folder.resolve(name + ".db"));
        now = START;
        Database database = open(name);
        DetectOutliers detect = detect(database);
        for (int i = 0; i < minutes.size(); i++) {
            if (!minutes.get(i).isEmpty()) {
                new ReadingStore(database, 10)
                        .append(minutes.get(i), ReadingStore.Kind.LIVE)
                        .join();
            }
            now = START.plus(i + 1);
            detect.judgeDue();
            if (random.nextDouble() < restarts) {
                database.close();
                database = open(name);
                detect = detect(database);
            }
        }
        now = now.plus(3);
        detect.judgeDue(); // what came late last has gathered by then
        try (Database ended = database) {
            return rows(ended);
        }
    }

    private Database open(String name) {
        return Database.open(folder.resolve(name + ".db"));
    }

    private void history(Database database) {
        List<Reading> history = new ArrayList<>();
        for (Minute minute = START.plus(-15 * 1_440); minute.isBefore(START); minute = minute.plus(1)) {
            history.add(reading(minute));
        }
        new ReadingStore(database, 10)
                .append(history, ReadingStore.Kind.HISTORY)
                .join();
        now = START;
        DetectionRules rules = DetectionRules.usual(ZoneOffset.UTC);
        assertThat(new RefreshCriteria(
                                new CriteriaStore(database),
                                rules,
                                Duration.ofDays(91),
                                Duration.ofDays(91),
                                () -> now.start())
                        .rebuild(SENSOR.id()))
                .hasSize(2);
    }

    private DetectOutliers detect(Database database) {
        return Demand.detect(new ResultStore(database), POINT, Duration.ofDays(2), () -> now.start());
    }

    private static List<String> rows(Database database) throws SQLException {
        return Rows.of(
                database,
                "SELECT 'reading ' || minute || ' ' || flow_stages || ' ' || pressure_stages"
                        + " || ' ' || judged FROM reading WHERE flow_stages IS NOT NULL"
                        + " UNION ALL SELECT 'outlier ' || minute || ' ' || flow_reason || '/' ||"
                        + " pressure_reason FROM outlier"
                        + " UNION ALL SELECT 'alert ' || minute || event || is_end || reason || coalesce(value, '') FROM alert"
                        + " UNION ALL SELECT 'memory ' || hex(memory) FROM detection_memory"
                        + " UNION ALL SELECT 'profile ' || hex(profiles) FROM detection_profile"
                        + " ORDER BY 1");
    }
}
