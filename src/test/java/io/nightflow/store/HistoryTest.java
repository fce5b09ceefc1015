package io.nightflow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.camel.steps.KeepHistory;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, what is copied, what is read out, and what is left of a damaged file. */
class HistoryTest {
    private static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    private static final int DAYS = 100;

    @TempDir
    private Path folder;

    private Path file;
    private Database database;

    @BeforeEach
    void open() {
        file = folder.resolve("nightflow.db");
        database = Database.open(file);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void what_is_too_old_goes_and_what_is_not_judged_stays() throws SQLException {
        fill();
        database.write(connection -> connection
                        .createStatement()
                        .executeUpdate(
                                "UPDATE reading SET judged = 0 WHERE minute = (SELECT min(minute) FROM reading)"))
                .join();
        long before = DatabaseFacts.of(database).bytes();
        keep(60, Long.MAX_VALUE, 0).prune();
        assertThat(minutes("SELECT count(*) FROM reading WHERE minute < " + day(60)))
                .isEqualTo(1);
        assertThat(minutes("SELECT count(*) FROM reading WHERE minute >= " + day(60)))
                .isEqualTo(60L * 288);
        assertThat(DatabaseFacts.of(database).bytes()).isLessThan(before * 3 / 4);
    }

    @Test
    void a_database_that_is_too_large_loses_its_oldest_days_but_never_the_last_weeks() throws SQLException {
        fill();
        new History(database).shrink(); // the log is empty now
        long bytes = DatabaseFacts.of(database).bytes();
        keep(365, bytes * 9 / 10, 0).prune();
        assertThat(DatabaseFacts.of(database).bytes()).isLessThan(bytes * 9 / 10);
        long days = minutes("SELECT count(*) FROM reading") / 288;
        assertThat(days).isBetween(50L, 85L);
        keep(365, 1, 0).prune();
        assertThat(minutes("SELECT count(*) FROM reading") / 288).isBetween(45L, 46L);
    }

    @Test
    void a_clock_that_is_ahead_deletes_no_history() throws SQLException {
        fill();
        new KeepHistory(
                        database,
                        new KeepHistory.Bounds(Duration.ofDays(90), Long.MAX_VALUE, 0),
                        InstantSource.fixed(NOW.plus(Duration.ofDays(3_650))),
                        () -> true)
                .prune();
        assertThat(minutes("SELECT count(*) FROM reading") / 288).isBetween(89L, 90L);
    }

    @Test
    void an_old_row_that_must_stay_does_not_hold_up_the_others() throws SQLException {
        fill();
        database.write(connection -> connection
                        .createStatement()
                        .executeUpdate(
                                "INSERT INTO reading (minute, sensor, flow, quality, judged) VALUES (0, 1, 1, 0, 0)"))
                .join();
        keep(365, 1, 0).prune();
        assertThat(minutes("SELECT count(*) FROM reading WHERE minute = 0")).isEqualTo(1);
        assertThat(minutes("SELECT count(*) FROM reading") / 288).isBetween(45L, 46L);
    }

    @Test
    void nothing_goes_while_the_clock_is_not_good() throws SQLException {
        fill();
        new KeepHistory(
                        database,
                        new KeepHistory.Bounds(Duration.ofDays(60), 1, Long.MAX_VALUE),
                        InstantSource.fixed(NOW.plus(Duration.ofDays(9_000))),
                        () -> false)
                .prune();
        assertThat(minutes("SELECT count(*) FROM reading")).isEqualTo(DAYS * 288L);
    }

    @Test
    void a_backup_is_whole_while_readings_come_in() throws Exception {
        fill();
        List<CompletableFuture<Integer>> writes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            long minute = NOW.getEpochSecond() + i * 60L;
            writes.add(database.write(connection -> connection
                    .createStatement()
                    .executeUpdate("INSERT INTO reading (minute, sensor, flow, quality, judged) VALUES (" + minute
                            + ", 1, 1, 0, 1)")));
        }
        Path copy = folder.resolve("copy.db");
        long readings = Backup.make(file, copy);
        writes.forEach(CompletableFuture::join);
        assertThat(readings).isBetween(DAYS * 288L, DAYS * 288L + 200);
        assertThat(folder.resolve("copy.db.part")).doesNotExist();
        try (Database restored = Database.open(copy)) {
            assertThat(DatabaseFacts.of(restored).firstMinute()).isEqualTo(day(DAYS));
        }
        assertThatThrownBy(() -> Backup.make(folder, folder.resolve("other.db")))
                .isInstanceOf(StoreException.class);
    }

    @Test
    void an_export_has_a_line_a_reading() {
        fill();
        List<String> lines = new ArrayList<>();
        long rows = new Export(database).write(Export.What.READINGS, NOW.minus(Duration.ofDays(1)), NOW, lines::add);
        assertThat(rows).isEqualTo(288);
        assertThat(lines)
                .hasSize(289)
                .startsWith("time,sensor,flow,pressure,quality", "2026-11-20T00:00:00Z,s1,10.0,,good");
        for (Export.What what : Export.What.values()) {
            lines.clear();
            new Export(database).write(what, NOW, NOW, lines::add);
            assertThat(lines).singleElement().asString().startsWith("time,");
        }
    }

    @Test
    void a_damaged_database_is_set_aside_and_salvaged() throws Exception {
        fill();
        database.close();
        cutOff();
        assertThatThrownBy(() -> Database.open(file)).isInstanceOf(StoreException.class); // no command renames it
        assertThat(aside()).isEmpty();
        database = Database.openOrSalvage(file);
        assertThat(aside()).hasSize(1);
        long left = minutes("SELECT count(*) FROM reading");
        assertThat(left).isBetween(1L, DAYS * 288L);
        assertThat(minutes("SELECT count(*) FROM sensor")).isEqualTo(1);
        try (Database again = Database.open(file)) {
            assertThat(again.file()).isEqualTo(file);
        }
        assertThat(aside()).hasSize(1);
    }

    /** Cut short between the moves: the file is set aside, its log is not, and there is half of a new one. */
    @Test
    void a_salvage_that_was_interrupted_is_done_again() throws Exception {
        fill();
        database.close();
        cutOff();
        Files.move(file, folder.resolve("nightflow.db.damaged-1"));
        Files.writeString(folder.resolve("nightflow.db-wal"), "the log of the damaged file");
        Files.writeString(folder.resolve("nightflow.db.salvage"), "half of a new file");
        database = Database.openOrSalvage(file);
        assertThat(minutes("SELECT count(*) FROM reading")).isPositive();
        assertThat(aside()).containsExactly("nightflow.db.damaged-1");
        assertThat(folder.resolve("nightflow.db.salvage")).doesNotExist();
    }

    @Test
    void a_file_that_is_no_database_is_set_aside_too() throws IOException {
        database.close();
        Files.delete(file);
        Files.writeString(file, "this is a text and no database, and longer than a header".repeat(20));
        database = Database.openOrSalvage(file);
        assertThat(aside()).hasSize(1);
        assertThat(DatabaseFacts.of(database).firstMinute()).isZero();
    }

    private void cutOff() throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 2 * 4_096);
        }
    }

    private List<String> aside() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("nightflow\\.db\\.damaged-\\d+"))
                    .toList();
        }
    }

    private KeepHistory keep(int days, long bytesMax, long freeMin) {
        return new KeepHistory(
                database,
                new KeepHistory.Bounds(Duration.ofDays(days), bytesMax, freeMin),
                InstantSource.fixed(NOW),
                () -> true);
    }

    private static long day(int ago) {
        return NOW.minus(Duration.ofDays(ago)).getEpochSecond();
    }

    /** A reading each five minutes of the last hundred days, judged. */
    private void fill() {
        List<Reading> readings = new ArrayList<>();
        for (long minute = day(DAYS); minute < NOW.getEpochSecond(); minute += 300) {
            readings.add(new Reading(new SensorId("s1"), new Minute(minute), 10, Double.NaN, Quality.GOOD));
        }
        new ReadingStore(database, 10)
                .append(readings, ReadingStore.Kind.HISTORY)
                .join();
        database.write(connection -> connection.createStatement().executeUpdate("UPDATE reading SET judged = 1"))
                .join();
    }

    private long minutes(String sql) throws SQLException {
        return Long.parseLong(Rows.of(database, sql).get(0));
    }
}
