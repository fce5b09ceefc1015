package io.nightflow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightflow.operate.Retention;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.time.BootTime;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, what is copied, what is read out, and what is left of a damaged file. */
@Tag("long")
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
        long before = StoreStatus.of(database).bytes();
        keep(60, Long.MAX_VALUE, 0).prune();
        assertThat(minutes("SELECT count(*) FROM reading WHERE minute < " + day(60)))
                .isEqualTo(1);
        assertThat(minutes("SELECT count(*) FROM reading WHERE minute >= " + day(60)))
                .isEqualTo(60L * 288);
        assertThat(StoreStatus.of(database).bytes()).isLessThan(before * 3 / 4);
    }

    @Test
    void a_database_that_is_too_large_loses_its_oldest_days_but_never_the_last_weeks() throws SQLException {
        fill();
        new RetentionTables(database).shrink(); // the log is empty now
        long bytes = StoreStatus.of(database).bytes();
        keep(365, bytes * 9 / 10, 0).prune();
        assertThat(StoreStatus.of(database).bytes()).isLessThan(bytes * 9 / 10);
        long days = minutes("SELECT count(*) FROM reading") / 288;
        assertThat(days).isBetween(50L, 85L);
        keep(365, 1, 0).prune();
        assertThat(minutes("SELECT count(*) FROM reading") / 288).isBetween(45L, 46L);
    }

    @Test
    void more_than_a_day_beyond_the_last_time_waits_until_the_clock_has_gone_right_for_a_day() throws SQLException {
        fill();
        keep(90, Long.MAX_VALUE, 0).prune();
        assertThat(minutes("SELECT count(*) FROM reading") / 288).isEqualTo(90);
        AtomicLong seconds = new AtomicLong();
        Instant wrong = NOW.plus(Duration.ofDays(20));
        InstantSource clock = () -> wrong.plusSeconds(seconds.get());
        BootTime bootTime = new BootTime("boot", seconds::get, clock, Instant.EPOCH);
        append(wrong, "s2");
        Retention keep = new Retention(
                database,
                new Retention.Bounds(Duration.ofDays(90), Long.MAX_VALUE, 0, Duration.ofDays(7)),
                clock,
                bootTime);
        keep.prune();
        seconds.addAndGet(86_000);
        keep.prune();
        assertThat(keep.isHeldBack()).isTrue();
        assertThat(keep.trouble()).isPresent();
        assertThat(minutes("SELECT count(*) FROM reading WHERE minute < " + NOW.getEpochSecond()) / 288)
                .isEqualTo(90);
        seconds.addAndGet(1_000);
        keep.prune();
        assertThat(keep.isHeldBack()).isFalse();
        assertThat(keep.trouble()).isEmpty();
        assertThat(minutes("SELECT count(*) FROM reading WHERE minute < " + NOW.getEpochSecond()) / 288)
                .isBetween(69L, 71L);
    }

    @Test
    void a_changed_setting_waits_too_and_the_bound_of_size_goes_on_meanwhile() throws SQLException {
        fill();
        keep(90, Long.MAX_VALUE, 0).prune();
        Retention fresh = keep(60, Long.MAX_VALUE, 0, 0);
        fresh.prune();
        assertThat(minutes("SELECT count(*) FROM reading") / 288).isEqualTo(90);
        keep(60, 1, 0, 0).prune();
        assertThat(minutes("SELECT count(*) FROM reading") / 288).isEqualTo(45);
    }

    @Test
    void nothing_is_deleted_for_room_that_another_program_keeps_from_being_free() throws SQLException {
        fill();
        try (Connection foreign = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = foreign.createStatement()) {
            statement.execute("BEGIN");
            statement.executeQuery("SELECT count(*) FROM reading").close();
            append(NOW, "s1"); // what the other one has not seen is in the log
            keep(365, 1, 0).prune();
            assertThat(minutes("SELECT count(*) FROM reading") / 288).isEqualTo(DAYS);
            statement.execute("COMMIT");
        }
        keep(365, 1, 0).prune();
        assertThat(minutes("SELECT count(*) FROM reading") / 288).isBetween(44L, 45L);
        assertThat(folder.resolve("nightflow.db-wal")).hasSize(0);
    }

    @Test
    void every_table_is_pruned_or_says_what_bounds_it() throws SQLException {
        Set<String> known = new TreeSet<>(RetentionTables.pruned());
        known.addAll(RetentionTables.BOUNDED.keySet());
        assertThat(Rows.of(
                        database, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
                .containsExactlyInAnyOrderElementsOf(known);
    }

    @Test
    void scores_models_and_readings_of_lost_boots_do_not_grow_for_ever() throws SQLException {
        fill();
        database.write(connection -> {
                    Statement statement = connection.createStatement();
                    long day = NOW.getEpochSecond() / 86_400;
                    for (int i = 0; i < 100; i++) {
                        statement.executeUpdate(
                                "INSERT INTO forecast_score VALUES (" + (day - i) + ", 1, 'flow', 'x', 1, 1)");
                    }
                    for (int i = 0; i < 50; i++) {
                        statement.executeUpdate("INSERT INTO model VALUES ('flow', 'v" + i + "', " + i + ", '"
                                + (i == 3 ? "in use" : "kept") + "', '', x'00', x'00')");
                    }
                    for (int i = 0; i < 10_100; i++) {
                        statement.executeUpdate("INSERT INTO held_reading VALUES ('old', " + i + ", 's', 1, 1)");
                    }
                    return true;
                })
                .join();
        keep(365, Long.MAX_VALUE, 0).prune();
        new HeldReadings(database).forgetLost("this boot").join();
        assertThat(minutes("SELECT count(*) FROM forecast_score")).isBetween(59L, 62L);
        assertThat(minutes("SELECT count(*) FROM model")).isEqualTo(11);
        assertThat(minutes("SELECT count(*) FROM model WHERE state = 'in use'")).isEqualTo(1);
        assertThat(minutes("SELECT count(*) FROM held_reading")).isEqualTo(10_000);
        assertThat(minutes("SELECT min(second) FROM held_reading")).isEqualTo(100);
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
    void nothing_goes_by_age_while_the_clock_is_not_good() throws SQLException {
        fill();
        InstantSource clock = InstantSource.fixed(NOW.plus(Duration.ofDays(9_000)));
        AtomicLong seconds = new AtomicLong();
        BootTime bootTime = new BootTime("boot", seconds::get, clock, Instant.MAX);
        seconds.set(100_000);
        new Retention(
                        database,
                        new Retention.Bounds(Duration.ofDays(60), Long.MAX_VALUE, 0, Duration.ofDays(7)),
                        clock,
                        bootTime)
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
            assertThat(StoreStatus.of(restored).firstMinute()).isEqualTo(day(DAYS));
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

    private Retention keep(int days, long bytesMax, long freeMin) {
        return keep(days, bytesMax, freeMin, 86_400);
    }

    /** On a machine whose clock has gone right for so many seconds. */
    private Retention keep(int days, long bytesMax, long freeMin, long agreed) {
        AtomicLong seconds = new AtomicLong();
        InstantSource clock = () -> NOW.plusSeconds(seconds.get() - agreed);
        BootTime bootTime = new BootTime("boot", seconds::get, clock, Instant.EPOCH);
        seconds.set(agreed);
        return new Retention(
                database,
                new Retention.Bounds(Duration.ofDays(days), bytesMax, freeMin, Duration.ofDays(7)),
                clock,
                bootTime);
    }

    private void append(Instant at, String sensor) {
        Reading reading = new Reading(new SensorId(sensor), Minute.containing(at), 10, Double.NaN, Quality.GOOD);
        new ReadingStore(database, 10)
                .append(List.of(reading), ReadingStore.Kind.HISTORY)
                .join();
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
