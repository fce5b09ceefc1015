package io.nightflow.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.store.CriteriaStore;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import io.nightflow.store.Rows;
import io.nightflow.store.StoreException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is held in memory between transactions gives what is read anew for each: whatever else changes it, or fails. */
class RememberedSensorsTest {
    private static final SensorId SENSOR = new SensorId("a");
    private static final int MINUTES = 700;
    private static final int SILENT_FROM = 400;
    private static final int HEARD_FROM = 440;

    @TempDir
    private Path folder;

    private Minute now = Demand.START;

    @Test
    void adopted_criteria_a_silence_and_failed_commits_are_noticed() throws SQLException {
        List<String> readAnew = run("anew", true, false);
        assertThat(readAnew)
                .filteredOn(row -> row.matches("alert .*sensor_(silent|heard).*"))
                .hasSize(2);
        assertThat(readAnew).filteredOn(row -> row.contains("usual_over")).isNotEmpty();
        assertThat(run("held", false, false)).isEqualTo(readAnew);
        assertThat(run("failing", false, true)).isEqualTo(readAnew);
    }

    private List<String> run(String name, boolean anew, boolean failsAtTimes) throws SQLException {
        now = Demand.START;
        Random random = new Random(3);
        try (Database database = Database.open(folder.resolve(name + ".db"))) {
            RefreshCriteria refresh = new RefreshCriteria(
                    new CriteriaStore(database),
                    DetectionRules.usual(ZoneOffset.UTC),
                    Duration.ofDays(91),
                    Duration.ofDays(91),
                    () -> now.start());
            ReadingStore readings = new ReadingStore(database, 10);
            readings.listSensors(List.of(SENSOR)).join();
            DetectOutliers detect = detect(database);
            for (int i = 0; i < MINUTES; i++) {
                if (i == 100 || i == 300) {
                    refresh.seed("seed-" + i, seed(i == 100 ? 20 : 60));
                }
                readings.append(readings(i), ReadingStore.Kind.LIVE).join();
                now = Demand.START.plus(i + 1);
                if (anew) {
                    execute(database, "UPDATE detection_revision SET number = number + 1");
                }
                if (failsAtTimes && random.nextDouble() < 0.1) {
                    judgeInVain(database, detect);
                }
                detect.judgeDue();
            }
            return rows(database);
        }
    }

    /** The disk says no after all was judged. */
    private static void judgeInVain(Database database, DetectOutliers detect) throws SQLException {
        execute(
                database,
                "CREATE TRIGGER no_space BEFORE UPDATE ON detection_memory BEGIN SELECT RAISE(ABORT, 'no space'); END");
        try {
            detect.judgeDue();
        } catch (StoreException e) {
            assertThat(e).hasMessageContaining("no space");
        } finally {
            execute(database, "DROP TRIGGER no_space");
        }
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database.file());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<Reading> readings(int i) {
        if (i >= SILENT_FROM && i < HEARD_FROM) {
            return List.of();
        }
        Minute minute = Demand.START.plus(i);
        double flow = i > 600 ? 300 : Demand.flow(minute);
        return List.of(new Reading(SENSOR, minute, flow, Demand.pressure(minute), Quality.GOOD));
    }

    private static Map<CriteriaFile.Key, Criteria> seed(int usual) {
        List<String> lines = new ArrayList<>(List.of("sensor,quantity,day,hour,usual,spread"));
        for (int hour = 0; hour < 24; hour++) {
            lines.add("a,flow,*," + hour + "," + usual + ",0.5");
        }
        return CriteriaFile.parse(lines).criteria();
    }

    private DetectOutliers detect(Database database) {
        return Demand.detect(new ResultStore(database), Demand.POINT, Duration.ofMinutes(15), () -> now.start());
    }

    private static List<String> rows(Database database) throws SQLException {
        return Rows.of(
                database,
                "SELECT 'reading ' || minute || ' ' || flow_stages || ' ' || pressure_stages FROM reading"
                        + " UNION ALL SELECT 'alert ' || minute || reason FROM alert"
                        + " UNION ALL SELECT 'memory ' || hex(memory) || coalesce(silent_since, '') FROM detection_memory"
                        + " UNION ALL SELECT 'profile ' || hex(profiles) FROM detection_profile ORDER BY 1");
    }
}
