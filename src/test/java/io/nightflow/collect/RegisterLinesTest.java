package io.nightflow.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.Rows;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines that carry a register become minutes of flow; the register is kept; a restart goes on where it was. */
class RegisterLinesTest {
    private static final MeteringPoint ANY = new MeteringPoint(
            new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, new Range(-10_000, 10_000), new Range(0, 16));
    private static final Instant START = Instant.parse("2026-03-11T07:00:00Z");

    @TempDir
    private Path folder;

    private Database database;
    private CollectReadings collect;
    private Instant now = START;

    @BeforeEach
    void open() throws SQLException {
        database = Database.open(folder.resolve("nightflow.db"));
        collect = new CollectReadings(
                new ReadingStore(database, 1_000),
                ReadingStore.Kind.LIVE,
                new MeteringPoints(Map.of(), ANY),
                new AcceptedTimes(() -> now, Duration.ofMinutes(5)));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void reopen() throws SQLException {
        database.close();
        open();
    }

    private void hear(String line, String pattern) {
        collect.takeText(List.of(line), pattern, "", "", new CollectReadings.Arrival("p", Duration.ZERO));
    }

    /** A line a minute, from a minute on, of a meter that counts 0.2 m3 in each. */
    private void hearMinutes(int from, int to) {
        for (int i = from; i < to; i++) {
            now = START.plusSeconds(60L * i + 5);
            hear("V;RB" + String.format("%.1f", 1_000 + i * 0.2) + ";m", "V;RB{total};{sensor}");
        }
    }

    private List<String> rows(String sql) throws SQLException {
        return Rows.of(database, sql);
    }

    @Test
    void minutes_come_of_the_register_and_it_is_kept() throws SQLException {
        hearMinutes(0, 11);

        assertThat(rows("SELECT flow FROM reading ORDER BY minute"))
                .hasSize(9)
                .allSatisfy(flow -> assertThat(Double.parseDouble(flow)).isBetween(11.99, 12.01));
        assertThat(rows("SELECT DISTINCT quality FROM reading")).containsExactly("1"); // no check value
        assertThat(rows("SELECT round(total, 1) FROM meter_register ORDER BY minute"))
                .hasSize(10)
                .startsWith("1000.0", "1000.2");
    }

    @Test
    void a_restart_goes_on_and_gives_out_no_minute_twice_and_none_less() throws SQLException {
        hearMinutes(0, 6);
        reopen();
        hearMinutes(6, 12);

        assertThat(rows("SELECT minute FROM reading ORDER BY minute")).hasSize(10);
        assertThat(rows("SELECT round(sum(flow) / 60, 3) FROM reading")).containsExactly("2.0");
        assertThat(rows("SELECT quality FROM reading WHERE quality = 3")).hasSizeBetween(0, 3);
    }

    @Test
    void a_line_with_flow_and_register_gives_the_flow() throws SQLException {
        hear("m 12.5 1000.4 4.1", "{sensor} {flow} {total} {pressure}");

        assertThat(rows("SELECT flow || ' ' || pressure FROM reading")).containsExactly("12.5 4.1");
        assertThat(rows("SELECT total FROM meter_register")).containsExactly("1000.4");
    }

    @Test
    void pressure_comes_with_the_minutes_of_the_register() throws SQLException {
        for (int i = 0; i < 5; i++) {
            now = START.plusSeconds(60L * i + 5);
            hear("m " + (1_000 + i) + " 4." + i, "{sensor} {total} {pressure}");
        }

        assertThat(rows("SELECT flow || ' ' || pressure FROM reading ORDER BY minute"))
                .containsExactly("60.0 4.1", "60.0 4.2", "60.0 4.3");
    }

    @Test
    void a_value_that_the_meter_cannot_have_is_counted_and_no_flow() throws SQLException {
        hearMinutes(0, 5);
        now = START.plusSeconds(5 * 60 + 5);
        hear("V;RB99999.0;m", "V;RB{total};{sensor}");
        hearMinutes(6, 12);

        assertThat(rows("SELECT max(flow) FROM reading"))
                .allSatisfy(flow -> assertThat(Double.parseDouble(flow)).isLessThan(12.1));
        assertThat(collect.rejections().totals()).containsEntry("a register's value that its meter cannot have", 1L);
    }
}
