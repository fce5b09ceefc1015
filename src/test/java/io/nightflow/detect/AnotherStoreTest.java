package io.nightflow.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.peers.PostgreSql;
import io.nightflow.reading.KnownReasons;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import io.nightflow.store.Rows;
import io.nightflow.store.Transactions;
import io.nightflow.store.postgres.PostgresDatabase;
import io.nightflow.store.postgres.PostgresServer;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detection with its order of work runs over any store: over maps it finds what it finds over SQLite. */
@Tag("slow")
class AnotherStoreTest {
    private static final int MINUTES = 2_200;
    private static final List<String> SENSORS = List.of("a", "b");

    @TempDir
    private Path folder;

    private Minute now = Demand.START;

    @Test
    void the_same_readings_give_the_same_findings_and_alerts_over_maps_as_over_sqlite() throws SQLException {
        List<List<Reading>> arrivals = arrivals();
        MinutesInMemory memory = new MinutesInMemory();
        run(memory, arrivals, readings -> readings.forEach(memory::append));
        try (Database database = Database.open(folder.resolve("any.db"))) {
            ReadingStore readings = new ReadingStore(database, 10);
            run(
                    new ResultStore(database),
                    arrivals,
                    some -> readings.append(some, ReadingStore.Kind.LIVE).join());
            assertThat(memory.found()).isEqualTo(found(database));
            assertThat(memory.alerts())
                    .hasSizeGreaterThan(3)
                    .isEqualTo(Rows.of(
                            database,
                            "SELECT sensor || ' ' || minute || ' ' || CASE is_end WHEN 1 THEN 'true' ELSE 'false' END"
                                    + " || ' ' || reason FROM alert ORDER BY 1"));
            KnownReasons.areAll(database);
        }
    }

    /** Late readings, replays and all: in PostgreSQL as in SQLite, to the last digit. */
    @Test
    @Tag("long")
    void and_over_postgresql() throws Exception {
        assumeTrue(PostgreSql.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        List<List<Reading>> arrivals = arrivals();
        try (Database database = Database.open(folder.resolve("edge.db"));
                PostgreSql postgres = new PostgreSql();
                PostgresServer server = new PostgresServer(postgres.url(), "nightflow", "")) {
            Transactions middle = PostgresDatabase.open(server, "site_main");
            ReadingStore edgeReadings = new ReadingStore(database, 10);
            ReadingStore middleReadings = new ReadingStore(middle, 10);
            run(
                    new ResultStore(database),
                    arrivals,
                    some -> edgeReadings.append(some, ReadingStore.Kind.LIVE).join());
            run(new ResultStore(middle), arrivals, some -> {
                middle.expect(
                        some.stream().map(each -> each.minute().epochSecond()).toList());
                middleReadings.append(some, ReadingStore.Kind.LIVE).join();
            });
            assertThat(postgres.column(FOUND.replace("printf('%04d', ", "to_char(")
                            .replace("printf('%03d', ", "to_char(")
                            .replace("r.flow_stages)", "r.flow_stages, 'FM0000')")
                            .replace("r.pressure_stages)", "r.pressure_stages, 'FM000')")
                            .replace("FROM reading", "FROM site_main.reading")
                            .replace("JOIN ", "JOIN site_main.")))
                    .isEqualTo(found(database));
            assertThat(postgres.column(ALERTS.replace("FROM alert", "FROM site_main.alert")))
                    .containsExactlyInAnyOrderElementsOf(Rows.of(database, ALERTS));
            assertThat(postgres.column("SELECT encode(memory, 'hex') FROM site_main.detection_memory ORDER BY sensor"))
                    .as("what is remembered, byte for byte")
                    .isEqualTo(Rows.of(database, "SELECT lower(hex(memory)) FROM detection_memory ORDER BY sensor"));
            assertThat(postgres.column("SELECT result FROM site_main.outbox ORDER BY number"))
                    .as("the rows that go out, byte for byte")
                    .isEqualTo(Rows.of(database, "SELECT result FROM outbox ORDER BY number"));
        }
    }

    private static final String ALERTS =
            "SELECT sensor || ' ' || minute || ' ' || event || ' ' || is_end || ' ' || stage"
                    + " || ' ' || reason FROM alert ORDER BY number";
    private static final String FOUND =
            "SELECT r.minute || ' ' || s.name || ' ' || printf('%04d', r.flow_stages) || ' ' || printf('%03d',"
                    + " r.pressure_stages) || ' ' || coalesce(o.flow_reason, '') FROM reading r"
                    + " JOIN sensor s ON s.id = r.sensor LEFT JOIN outlier o"
                    + " ON o.minute = r.minute AND o.sensor = r.sensor ORDER BY r.minute, s.id";

    private static List<String> found(Database database) throws SQLException {
        return Rows.of(database, FOUND);
    }

    /** What comes in each minute: gaps, a stuck meter, a value out of range, and some readings hours late. */
    private static List<List<Reading>> arrivals() {
        Random random = new Random(4);
        List<List<Reading>> arrivals = new ArrayList<>();
        for (int i = 0; i < MINUTES; i++) {
            arrivals.add(new ArrayList<>());
        }
        for (int i = 0; i < MINUTES; i++) {
            for (String sensor : SENSORS) {
                boolean late = random.nextDouble() < 0.03;
                int at = late ? Math.min(MINUTES - 1, i + random.nextInt(400)) : i;
                arrivals.get(at).add(reading(sensor, i));
            }
        }
        return arrivals;
    }

    private static Reading reading(String sensor, int i) {
        Minute minute = Demand.START.plus(i);
        boolean stuck = sensor.equals("a") && i > 1_600 && i < 1_800;
        boolean faulty = sensor.equals("b") && i > 2_000 && i < 2_010;
        double flow = stuck ? 33.3 : faulty ? 5_000 : Demand.flow(minute) * (sensor.equals("a") ? 1 : 0.7);
        return new Reading(new SensorId(sensor), minute, flow, Demand.pressure(minute), Quality.GOOD);
    }

    private interface Appending {
        void append(List<Reading> readings);
    }

    private void run(MinuteStore store, List<List<Reading>> arrivals, Appending appending) {
        now = Demand.START;
        DetectOutliers detect = Demand.detect(store, Demand.POINT, Duration.ofDays(2), () -> now.start());
        for (List<Reading> some : arrivals) {
            appending.append(some);
            now = now.plus(1);
            detect.judgeDue();
        }
        for (int i = 0; i < 5; i++) {
            now = now.plus(1);
            detect.judgeDue(); // what came late last has gathered by then
        }
    }
}
