package io.nightflow.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Database;
import io.nightflow.store.Rows;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A database of schema 106 has reasons as sentences; what goes on in it ends all the same. */
class SentencesOfBeforeTest {
    private static final long BEGUN = 1_773_205_200;

    @TempDir
    private Path folder;

    @Test
    void what_a_meter_said_in_a_sentence_ends_in_kinds() throws SQLException {
        before(
                "a', 'meter fault', 0, 0, 'the meter says low | battery; \\",
                "b', 'meter fault', 0, 0, 'its flow says 43.2 m3/h and its total 12 m3/h for an hour: compare units, scale and"
                        + " weight by ./nightflow meters try",
                "c', 'meter silent', 0, 5, 'meter 3 of bus north has said nothing for 5 minutes: it refuses",
                "d', 'meter fault', 0, 0, 'the meter says leak",
                "d', 'meter fault', 1, 9, 'the meter no longer says leak",
                "e', 'meter fault', 0, 0, 'its flow says 1 m3/h and its total 2 m3/h for an hour: compare",
                "e', 'meter fault', 1, 9, 'flow and total agree again",
                "f', 'burst', 0, 1, 'flow 31 % over the usual; and more");
        try (Database database = Database.open(folder.resolve("nightflow.db"))) {
            MeterNews news = new MeterNews(new AlertStore(database));
            assertThat(news.doubts()).hasSize(1);
            long later = BEGUN + 6_000;
            news.status(new SensorId("a"), later, List.of());
            news.doubt(new SensorId("b"), later, Reason.NONE);
            news.silent(new SensorId("c"), later, true, 0, Reason.of(ReasonKind.METER_SPEAKS, 4, "north"));
            news.silent(new SensorId("c"), later, true, 0, Reason.of(ReasonKind.METER_SPEAKS, 3, "north"));
            news.status(new SensorId("d"), later, List.of());
            news.doubt(new SensorId("e"), later, Reason.NONE);
            assertThat(Rows.of(database, "SELECT sensor || ' ' || reason FROM alert WHERE number > 8 ORDER BY number"))
                    .containsExactly(
                            "a meter_says_no_longer|low \\| battery\\; \\\\",
                            "b meter_agrees",
                            "c meter_speaks|3|north");
            assertThat(Rows.of(
                            database,
                            "SELECT reason FROM alert WHERE sensor IN ('b', 'c', 'f') ORDER BY number LIMIT 3"))
                    .containsExactly(
                            "meter_doubt|43.2|12",
                            "meter_silent_why|3|north|5|refuses",
                            "flow 31 % over the usual; and more");
        }
    }

    private void before(String... alerts) {
        try (Database database = Database.open(folder.resolve("nightflow.db"))) {
            database.commit(connection -> {
                for (int i = 0; i < alerts.length; i++) {
                    connection
                            .createStatement()
                            .execute(
                                    "INSERT INTO alert (minute, quantity, method, stage, value, expected, volume, sensor,"
                                            + " event, is_end, minutes, reason) VALUES (" + (BEGUN + 60 * i)
                                            + ", 'flow', 'system', 3, NULL, NULL, 0, '" + alerts[i] + "')");
                }
                for (String added : List.of("mean", "level", "weekday", "spread")) {
                    connection.createStatement().execute("ALTER TABLE night DROP COLUMN day_" + added);
                }
                for (String added : List.of("by_day", "night_score", "night_sum")) {
                    connection.createStatement().execute("ALTER TABLE night DROP COLUMN " + added);
                }
                return connection.createStatement().execute("PRAGMA user_version = 106");
            });
        }
    }
}
