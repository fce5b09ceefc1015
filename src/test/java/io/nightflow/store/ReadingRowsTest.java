package io.nightflow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nightflow.peers.PostgreSql;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.store.postgres.PostgresDatabase;
import io.nightflow.store.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Groups of any size in which readings are new, there already, or there twice, against a map. */
class ReadingRowsTest {
    private static final Minute NOON = Minute.containing(1_767_225_600L);
    private static final int GROUPS = 60;
    private static final int ROWS_MAX = 260;

    @TempDir
    private Path folder;

    private final Random random = new Random(47);
    private final Map<String, Double> expected = new TreeMap<>();
    private final Set<Long> minutes = new TreeSet<>();

    @Test
    void whatever_a_group_holds_the_newest_of_each_minute_stays() {
        try (Database database = Database.open(folder.resolve("nightflow.db"))) {
            groups(database);
        }
    }

    @Test
    @Tag("slow")
    void and_in_postgresql() throws Exception {
        assumeTrue(PostgreSql.isThere(), "PostgreSQL is not installed: apt-get install postgresql");
        try (PostgreSql postgres = new PostgreSql();
                PostgresServer server = new PostgresServer(postgres.url(), "nightflow", "")) {
            groups(PostgresDatabase.open(server, "site_main"));
        }
    }

    private void groups(Transactions database) {
        ReadingStore store = new ReadingStore(database, 100);
        for (int group = 0; group < GROUPS; group++) {
            List<Reading> readings = new ArrayList<>();
            int overwritten = 0;
            for (int i = random.nextInt(ROWS_MAX); i > 0; i--) {
                int sensor = random.nextInt(20);
                // most lie in a part of time of their own, as those of a line do
                Minute minute = NOON.plus(random.nextInt(10) > 0 ? group * 40 + i / 10 : random.nextInt(GROUPS * 40));
                double flow = random.nextInt(50);
                readings.add(new Reading(new SensorId("s" + sensor), minute, flow, 4, Quality.GOOD));
                overwritten += expected.put(minute.epochSecond() + " s" + sensor, flow) == null ? 0 : 1;
                minutes.add(minute.epochSecond());
            }
            database.expect(List.copyOf(minutes));
            assertThat(Transactions.joined(store.append(readings, ReadingStore.Kind.LIVE)))
                    .as("group " + group)
                    .returns(readings.size(), ReadingStore.Appended::stored)
                    .returns(overwritten, ReadingStore.Appended::overwritten);
        }
        assertThat(Rows.column(
                        database,
                        "SELECT r.minute || ' ' || s.name || ' ' || CAST(r.flow AS INTEGER) FROM reading r JOIN sensor s"
                                + " ON s.id = r.sensor"))
                .containsExactlyInAnyOrderElementsOf(expected.entrySet().stream()
                        .map(each -> each.getKey() + " " + each.getValue().intValue())
                        .toList());
        assertThat(Rows.column(database, "SELECT minute FROM due_minute"))
                .containsExactlyInAnyOrderElementsOf(
                        minutes.stream().map(String::valueOf).toList());
    }
}
