package io.nightflow.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.camel.steps.CollectReadings;
import io.nightflow.camel.steps.MinuteBounds;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectReadingsTest {
    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-01-01T00:00:30Z"));
    private static final Range ANY = new Range(-1e6, 1e6);

    @TempDir
    private Path folder;

    private Database database;
    private CollectReadings collect;

    @BeforeEach
    void open() {
        database = Database.open(folder.resolve("nightflow.db"));
        MeteringPoint litres = new MeteringPoint(new SensorId("l"), Unit.L_PER_SECOND, Unit.KILOPASCAL, ANY, ANY);
        MeteringPoint others = new MeteringPoint(new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY);
        collect = new CollectReadings(
                new ReadingStore(database, 2),
                ReadingStore.Kind.LIVE,
                new MeteringPoints(Map.of(litres.sensor(), litres), others),
                new MinuteBounds(NOW, Duration.ofMinutes(2)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void readings_are_stored_in_the_products_units_at_their_own_minute() throws Exception {
        assertThat(collect.collect(List.of("S,0,l,1767225500,10,450", "S,0,a,0,1.5,4.5")))
                .isEmpty();
        assertThat(stored()).containsExactly("1767225480 l 36.0 4.5 quality 0", "1767225600 a 1.5 4.5 quality 3");
    }

    @Test
    void a_numbered_reading_is_answered_once_it_is_on_the_disk() {
        assertThat(collect.collect(List.of("S,9,1,a,0,1,4", "S,9,2,a,0,2,4"))).containsExactly("A,S,9,2");
        assertThat(collect.stored()).isEqualTo(2);
        database.close();
        assertThatThrownBy(() -> collect.collect(List.of("S,9,3,a,0,1,4")))
                .as("no answer without a commit")
                .hasMessageContaining("writing database");
    }

    @Test
    void what_is_wrong_is_counted_by_reason_and_the_rest_goes_in() throws Exception {
        collect.collect(List.of(
                "S,0,a,1767225600,1,4",
                "S,0,a,1767226000,1,4",
                "S,0,a,1500000000,1,4",
                "S,0,a b,0,1,4",
                "S,0,a,0,1e3,4",
                "K,1",
                "A,R,1,1",
                "S,0,b,0,1,4",
                "S,0,c,0,1,4",
                "S,0,d,0,1,4"));
        assertThat(collect.rejections().totals())
                .isEqualTo(Map.of(
                        "before 2020", 1L,
                        "not a reading", 2L,
                        "too many unlisted sensors", 2L,
                        "unreadable flow", 1L,
                        "unreadable sensor", 1L));
        assertThat(stored()).hasSize(2);
        List<String> log = new ArrayList<>();
        collect.rejections().report(log::add);
        collect.rejections().report(log::add);
        assertThat(log)
                .containsExactly(
                        "collecting readings: 7 dropped in the last minute: before 2020 1, "
                                + "not a reading 2, too many unlisted sensors 2, unreadable flow 1, unreadable sensor 1 (a, c, d)");
    }

    private List<String> stored() throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.readOnly().getConnection();
                ResultSet row = connection
                        .createStatement()
                        .executeQuery(
                                "SELECT r.minute || ' ' || s.name || ' ' || r.flow || ' ' || r.pressure || ' quality '"
                                        + " || r.quality FROM reading r JOIN sensor s ON s.id = r.sensor ORDER BY r.minute")) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
