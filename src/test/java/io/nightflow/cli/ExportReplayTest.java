package io.nightflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.gateway.NightflowProcess;
import io.nightflow.gateway.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What export writes, replay brings back: every table, to the last digit. */
class ExportReplayTest {
    private static final long DAY = Instant.parse("2026-03-11T00:00:00Z").getEpochSecond();

    @TempDir
    private Path folder;

    @BeforeEach
    void folders() throws IOException {
        NightflowProcess.folder(folder.resolve("one"), "");
        NightflowProcess.folder(folder.resolve("other"), "");
        for (String each : List.of("one", "other")) {
            Files.writeString(folder.resolve(each).resolve("config/sensors.csv"), "sensor,label\ndma-a,\"=정수장, 유입\"\n");
        }
    }

    private Path database(String gateway) {
        return folder.resolve(gateway).resolve("nightflow.db");
    }

    private void execute(String gateway, List<String> statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database(gateway));
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.executeUpdate(sql);
            }
        }
    }

    /** Rows with what is awkward: numbers with many digits, quotes, commas, nothing. */
    private void fill() throws Exception {
        Path first = folder.resolve("first.csv");
        Files.writeString(first, "time,sensor,flow,pressure,quality\n2026-03-11T00:00:00Z,dma-a,1,2,good\n");
        assertThat(Outcome.of(
                                "replay",
                                first.toString(),
                                "--dir",
                                folder.resolve("one").toString())
                        .exitCode())
                .isZero();
        String reading = "INSERT OR REPLACE INTO reading (minute, sensor, flow, pressure, quality, judged) VALUES (";
        execute(
                "one",
                List.of(
                        reading + DAY + ", 1, 0.30000000000000004, NULL, 0, 1)",
                        reading + (DAY + 300)
                                + ", 1, -1e-7, 4.123456789012345, 1, 1)", // five minutes on, and still one minute
                        reading + (DAY + 600) + ", 1, 12345678.9, 0.1, 2, 1)",
                        reading + (DAY + 900) + ", 1, NULL, 5, 3, 1)",
                        reading + (DAY + 1_200) + ", 1, 7.5, 5, 4, 1)",
                        "INSERT INTO meter_register VALUES (" + DAY + ", 1, " + (DAY + 59) + ", 1234567.8901234567, 1)",
                        "INSERT INTO outlier VALUES (" + DAY + ", 1, '0355', '045', 'more, \"much\" more', '')",
                        "INSERT INTO night_flow VALUES (" + (DAY + 540) + ", 1, 3.3333333333333335, 9)",
                        "INSERT INTO alert (sensor, minute, quantity, method, stage, event, is_end, value, expected, minutes,"
                                + " volume, reason) VALUES ('dma-a', " + DAY
                                + ", 'flow', 'value', 3, 'burst', 0, 9.1, NULL, 0,"
                                + " 0.0, '=1+1; flow, \"9.1\" ' || char(10) || 'm3/h')",
                        "INSERT INTO alert (sensor, minute, quantity, method, stage, event, is_end, value, expected, minutes,"
                                + " volume, reason) VALUES ('dma-a', " + (DAY + 60)
                                + ", 'flow', 'value', 4, 'burst', 1, 9.1,"
                                + " 3.3, 2, 0.19333333333333333, '''it ended')"));
    }

    private String export(String gateway, String what) throws IOException {
        Outcome export = Outcome.of(
                "export",
                "--what",
                what,
                "--from",
                "2026-03-11",
                "--to",
                "2026-03-11",
                "--dir",
                folder.resolve(gateway).toString());
        assertThat(export.exitCode()).as(export.all()).isZero();
        return export.out();
    }

    /** A group is stored while the next one is read. */
    @ParameterizedTest
    @CsvSource({"0, 0", "25000, 20000"})
    void a_group_that_cannot_be_stored_ends_it_and_none_goes_in_after_it(int refused, int stored) throws Exception {
        fill();
        Path route = folder.resolve("one/routes/collect-readings.camel.yaml"); // its policy would try for a minute
        Files.writeString(route, Files.readString(route).replace("    routeConfigurationId: failures\n", ""));
        execute("one", List.of("DELETE FROM reading", """
                CREATE TRIGGER refuse BEFORE INSERT ON reading WHEN NEW.minute = %d
                BEGIN SELECT RAISE(ABORT, 'not this one'); END""".formatted(DAY + 60L * refused)));
        Path file = folder.resolve("minutes.csv");
        Files.write(
                file,
                IntStream.rangeClosed(-1, 25_000)
                        .mapToObj(minute -> minute < 0
                                ? "time,dma-a flow m3/h"
                                : Instant.ofEpochSecond(DAY + 60L * minute) + "," + minute % 7)
                        .toList());
        Outcome replay = Outcome.of(
                "replay", file.toString(), "--dir", folder.resolve("one").toString());
        assertThat(replay.exitCode()).as(replay.all()).isEqualTo(1);
        assertThat(replay.all()).contains("not this one");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database("one"));
                ResultSet count = connection.createStatement().executeQuery("SELECT count(*) FROM reading")) {
            assertThat(count.getInt(1)).isEqualTo(stored);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"readings", "registers", "outliers", "night-flow", "alerts"})
    void a_table_comes_back_as_it_was(String what) throws Exception {
        fill();
        String written = export("one", what);
        assertThat(written.lines().count()).isGreaterThan(1);
        boolean hasReasons = what.equals("outliers") || what.equals("alerts");
        assertThat(written.lines().findFirst().orElseThrow()).endsWith(hasReasons ? "reason,label,said" : ",label");
        assertThat(written.lines().skip(1))
                .allMatch(line -> line.matches(".*,\"'=정수장, 유입\"(,.*)?")
                        || line.contains("\"'=1+1; flow")
                        || line.startsWith("m3/h"));
        Path file = folder.resolve(what + ".csv");
        Files.writeString(file, "\ufeff" + written); // as a spreadsheet saves it

        Outcome replay = Outcome.of(
                "replay", file.toString(), "--dir", folder.resolve("other").toString());
        assertThat(replay.exitCode()).as(replay.all()).isZero();
        assertThat(export("other", what)).isEqualTo(written);

        assertThat(Outcome.of(
                                "replay",
                                file.toString(),
                                "--dir",
                                folder.resolve("one").toString())
                        .exitCode())
                .isZero();
        assertThat(export("one", what)).as("where it still is").isEqualTo(written);
    }

    @Test
    void alerts_that_come_back_are_not_told_again() throws Exception {
        fill();
        Path file = folder.resolve("alerts.csv");
        Files.writeString(file, export("one", "alerts"));
        Outcome.of("replay", file.toString(), "--dir", folder.resolve("other").toString());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database("other"));
                Statement statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT count(*), sum(staged), (SELECT count(*) FROM published) FROM alert")) {
            row.next();
            assertThat(List.of(row.getInt(1), row.getInt(2), row.getInt(3))).containsExactly(2, 2, 0);
        }
    }

    /** Sentences and no column {@code said}: what goes on in it ends by its kind all the same. */
    @Test
    void an_export_of_before_is_taken_with_its_labels_and_its_sentences() throws Exception {
        Path file = folder.resolve("alerts.csv");
        Files.writeString(
                file,
                "time,sensor,quantity,method,stage,event,state,value,expected,minutes,volume,reason,label\n"
                        + "2026-03-11T00:00:00Z,dma-a,flow,system,3,meter fault,start,,,0,0,the meter says leak,North\n"
                        + "2026-03-11T00:01:00Z,dma-a,flow,value,3,burst,start,1,1,0,0,\"flow 31 % over; so\",North\n");
        Outcome replay = Outcome.of(
                "replay", file.toString(), "--dir", folder.resolve("other").toString());
        assertThat(replay.exitCode()).as(replay.all()).isZero();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database("other"));
                ResultSet row =
                        connection.createStatement().executeQuery("SELECT group_concat(reason, ' # ') FROM alert")) {
            assertThat(row.getString(1)).isEqualTo("meter_says|leak # flow 31 % over; so");
        }
    }

    @Test
    void a_row_that_cannot_be_is_left_out_by_its_line() throws Exception {
        Path file = folder.resolve("alerts.csv");
        Files.writeString(
                file,
                "time,sensor,quantity,method,stage,event,state,value,expected,minutes,volume,reason\n"
                        + "2026-03-11T00:00:00Z,dma-a,flow,value,3,burst,start,1,1,0,0,ok\n"
                        + "2026-03-11T00:00:00Z,dma-a,flow,value,3,no such event,start,1,1,0,0,x\n"
                        + "yesterday,dma-a,flow,value,3,burst,start,1,1,0,0,x\n"
                        + "2026-03-11T00:01:00Z,dma-a,flow,value,3,burst,start,1,1,0,0,ok\n");
        Outcome replay = Outcome.of(
                "replay", file.toString(), "--dir", folder.resolve("other").toString());
        assertThat(replay.exitCode()).as(replay.all()).isZero();
        assertThat(replay.out())
                .contains("line 3: field 6: cannot be read")
                .contains("line 4: field 1: cannot be read")
                .contains("4 rows, 2 stored");
    }
}
