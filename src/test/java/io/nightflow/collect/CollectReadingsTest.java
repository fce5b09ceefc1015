package io.nightflow.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
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
                new AcceptedTimes(NOW, Duration.ofMinutes(2)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void readings_are_stored_in_the_products_units_at_their_own_minute() throws Exception {
        assertThat(collect.collect(List.of("S,0,l,1767225500,10,450", "S,0,a,0,1.5,4.5")))
                .isEmpty();
        assertThat(stored()).containsExactly("1767225480 l 36.0 4.5 quality 0", "1767225600 a 1.5 4.5 quality 2");
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

    /** A large group is committed while the rest of it is read: what acknowledges it comes last. */
    @Test
    void a_group_of_which_a_part_cannot_be_stored_is_not_acknowledged_and_comes_again() throws Exception {
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= 3_500; i++) {
            lines.add("S,9," + i + ",a," + (1_767_225_600L - 60L * i) + ",1,4");
        }
        change("CREATE TRIGGER broken BEFORE INSERT ON reading WHEN NEW.minute = " + (1_767_225_600L - 60L * 1_500)
                + " BEGIN SELECT RAISE(ABORT, 'planted fault'); END");
        assertThatThrownBy(() -> collect.collect(lines)).hasMessageContaining("planted fault");
        assertThat(new ReadingStore(database, 2).positions()).isEmpty();
        change("DROP TRIGGER broken");
        assertThat(collect.collect(lines)).containsExactly("A,S,9,3500");
        assertThat(new ReadingStore(database, 2).count()).isEqualTo(3_500);
    }

    private void change(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("nightflow.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
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
                .containsExactly("collecting readings: 7 dropped in the last minute: before 2020 1, "
                        + "not a reading 2, too many unlisted sensors 2, unreadable flow 1, unreadable sensor 1"
                        + " (A,R,1,1, K,1, S,0,a b,0,1,4, S,0,a,0,1e3,4, a, ..)");
    }

    @Test
    void one_line_that_is_none_costs_one_line() throws Exception {
        collect.takeText(
                List.of("m1,1,4", "-2,5,4", "k5,5.z,4", "m\u001b[31m3,7,4", "m4,2,4"),
                "{sensor},{flow},{pressure}",
                "",
                "",
                new CollectReadings.Arrival("/dev/ttyUSB0", Duration.ZERO));
        assertThat(stored()).hasSize(2);
        List<String> log = new ArrayList<>();
        collect.report(log::add);
        assertThat(log)
                .containsExactly("reading line /dev/ttyUSB0: 3 dropped in the last minute: not of the legacy pattern 3"
                        + " (-2,5,4, k5,5.z,4, m?[31m3,7,4)");
        assertThat(collect.unread("/dev/ttyUSB0").droppedAll())
                .as("two were read")
                .isEmpty();
    }

    @Test
    void a_port_of_which_nothing_can_be_read_is_told_though_another_is_well() {
        CollectReadings.Arrival well = new CollectReadings.Arrival("/dev/a", Duration.ZERO);
        CollectReadings.Arrival other = new CollectReadings.Arrival("/dev/b", Duration.ZERO);
        for (int i = 0; i < 100; i++) {
            collect.takeText(List.of("m1," + i + ",4"), "{sensor},{flow},{pressure}", "", "", well);
        }
        collect.takeText(List.of("Q=7"), "{sensor},{flow},{pressure}", "", "", other);
        List<String> log = new ArrayList<>();
        collect.report(log::add);
        assertThat(log)
                .containsExactlyInAnyOrder(
                        "reading line /dev/b: 1 dropped in the last minute: not of the legacy pattern 1 (Q=7)",
                        "line /dev/b: not one of its lines of the last minute could be read. ./nightflow listen /dev/b"
                                + " proposes a pattern");
        assertThat(collect.unread("/dev/b").droppedAll()).contains("not of the legacy pattern, such as 'Q=7'");
        assertThat(collect.unread("/dev/a").droppedAll()).isEmpty();
    }

    @Test
    void lines_that_waited_get_the_minute_in_which_they_came() throws Exception {
        CollectReadings.Arrival twoMinutesAgo = new CollectReadings.Arrival("port", Duration.ofMinutes(2));
        collect.take(List.of("S,0,a,0,1,4"), twoMinutesAgo);
        collect.takeText(List.of("b 2 4"), "{sensor} {flow} {pressure}", "", "", twoMinutesAgo);
        assertThat(stored())
                .allMatch(row -> row.startsWith("1767225480 "), "23:58")
                .hasSize(2);
    }

    @Test
    void seventy_and_a_thousand_meters_that_number_all_get_on() {
        for (int round = 1; round <= 3; round++) {
            for (int meter = 0; meter < 1_000; meter++) {
                String line = "S," + (1_000 + meter) + "," + round + ",m" + meter + ",0,1,4";
                assertThat(collect.take(List.of(line), new CollectReadings.Arrival("port", Duration.ZERO))
                                .answers())
                        .as("refused for good is answered too: there is room for two sensors only")
                        .containsExactly("A,S," + (1_000 + meter) + "," + round);
            }
        }
    }

    @Test
    void two_meters_of_one_epoch_are_never_acknowledged_what_the_other_one_sent() {
        CollectReadings.Arrival line = new CollectReadings.Arrival("line", Duration.ZERO);
        assertThat(collect.take(List.of("S,1,1,a,0,1,4", "S,1,2,a,0,2,4"), line).answers())
                .containsExactly("A,S,1,2");
        assertThat(collect.take(List.of("S,1,1,b,0,1,4"), new CollectReadings.Arrival("other line", Duration.ZERO))
                        .answers())
                .containsExactly("A,S,1,1");
        assertThat(collect.take(List.of("S,1,1,b,0,1,4"), line).answers()).containsExactly("N,S,1,0,epoch");
        assertThat(collect.rejections().totals())
                .containsEntry("not acknowledged, for another meter of the line numbers in the same epoch", 1L);
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
