package io.nightflow.camel.collect;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.nightflow.collect.AcceptedTimes;
import io.nightflow.collect.CollectReadings;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoint.Range;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.Rows;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class DropFolderTest {
    private static final InstantSource NOW = InstantSource.fixed(Instant.parse("2026-11-28T06:00:00Z"));
    private static final long QUIET = 30;
    private static final Range ANY = new Range(-1e6, 1e6);

    @TempDir
    private Path folder;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private Path inbox;
    private Database database;
    private DropFolder drop;
    private Supplier<DropFolder> restart = () -> drop;
    private long now;

    @BeforeEach
    void open() throws IOException {
        inbox = Files.createDirectory(folder.resolve("inbox"));
        database = Database.open(folder.resolve("nightflow.db"));
        MeteringPoint any = new MeteringPoint(new SensorId("o"), Unit.M3_PER_HOUR, Unit.BAR, ANY, ANY);
        AcceptedTimes bounds = new AcceptedTimes(NOW, Duration.ofMinutes(2));
        CollectReadings collect = new CollectReadings(
                new ReadingStore(database, 20), ReadingStore.Kind.LIVE, new MeteringPoints(Map.of(), any), bounds);
        restart = () -> new DropFolder(
                collect,
                ZoneOffset.UTC,
                (sensor, quantity) -> quantity == Quantity.FLOW ? Unit.M3_PER_HOUR : Unit.BAR,
                () -> now);
        drop = restart.get();
        log.start();
        ((Logger) LoggerFactory.getLogger("io.nightflow")).addAppender(log);
    }

    @AfterEach
    void close() {
        ((Logger) LoggerFactory.getLogger("io.nightflow")).detachAppender(log);
        database.close();
    }

    @Test
    void what_is_no_file_is_not_read_and_does_not_hold_up_the_others() throws Exception {
        new ProcessBuilder("mkfifo", inbox.resolve("pipe.csv").toString())
                .start()
                .waitFor();
        write("good.csv", "sensor,time,flow,pressure\na,2026-11-28T01:00:00Z,1,4\n");
        look();
        now += 30_000;
        look();
        assertThat(readings()).isEqualTo(1);
        assertThat(inbox.resolve(".failed/pipe.csv")).exists();
    }

    @Test
    void a_link_in_place_of_the_archive_is_not_followed() throws Exception {
        Path victim = Files.createDirectory(folder.resolve("victim"));
        Files.createSymbolicLink(inbox.resolve(".done"), victim);
        Path file = write("good.csv", "sensor,time,flow,pressure\na,2026-11-28T01:00:00Z,1,4\n");
        look();
        now += 30_000;
        look();
        assertThat(file).exists();
        assertThat(victim).isEmptyDirectory();
    }

    @Test
    void a_file_is_taken_once_it_has_stood_still() throws Exception {
        Path slow = write("slow.csv", "sensor,time,flow,pressure\na,2026-11-28T01:00:00Z,1,4\n");
        look();
        now += 15_000;
        Files.writeString(slow, Files.readString(slow) + "a,2026-11-28T01:01:00Z,2,4\n");
        look();
        now += 29_000;
        look();
        assertThat(readings()).isZero();
        now += 2_000;
        look();
        assertThat(readings()).isEqualTo(2);
        assertThat(names(".done")).containsExactly("slow.csv");
    }

    @Test
    void what_is_written_to_a_file_after_it_was_taken_is_taken_too() throws Exception {
        Path day = write("day.csv", "timestamp,day-1\n2026-11-28T01:00:00Z,1\n");
        try (BufferedWriter writer = Files.newBufferedWriter(day, APPEND)) {
            take();
            assertThat(readings()).isEqualTo(1);
            writer.write("2026-11-28T01:01:00Z,2\n");
            writer.flush();
            drop.bringBack();
            take();
        }
        assertThat(readings()).isEqualTo(2);
        assertThat(names(".done")).hasSize(1);
    }

    @Test
    void columns_are_read_by_their_names() throws Exception {
        write("swapped.csv", "sensor,time,pressure,flow\na,2026-11-28T01:00:00Z,4,1\n");
        write("export.csv", "time,sensor,flow,pressure\n2026-11-28T01:00:00Z,b,1,4\n");
        take();
        assertThat(Rows.of(database, "SELECT flow || ' ' || pressure FROM reading"))
                .containsExactly("1.0 4.0", "1.0 4.0");
        assertThat(names(".failed")).isEmpty();
    }

    @Test
    void also_after_a_restart() throws Exception {
        write("day.csv", "timestamp,day-1\n2026-11-28T01:00:00Z,1\n");
        take();
        drop = restart.get();
        Files.writeString(inbox.resolve(".done/day.csv"), "2026-11-28T01:01:00Z,2\n", APPEND);
        write("other.csv", "timestamp,day-2\n2026-11-28T01:00:00Z,1\n");
        take();
        take();
        assertThat(readings()).isEqualTo(3);
    }

    @Test
    void a_daily_log_that_comes_back_without_its_header_loses_no_row_and_nothing_is_overwritten() throws Exception {
        write("day.csv", "timestamp,day-1\n2026-11-28T01:00:00Z,0\n");
        take();
        for (int i = 1; i < 6; i++) {
            write("day.csv", "2026-11-28T01:0" + i + ":00Z," + i + "\n");
            take();
        }
        assertThat(readings()).isEqualTo(6);
        assertThat(names(".done")).hasSize(6);
    }

    @Test
    void what_is_not_wholly_stored_goes_to_failed_with_name_and_reason() throws Exception {
        Files.write(inbox.resolve("book.csv"), new byte[] {'P', 'K', 3, 4, 20, 0, 6, 0});
        write("wrong.csv", "sensor,time,flow,pressure\na,never,1,4\n");
        write("empty.csv", "");
        write("half.csv", "sensor,time,flow,pressure\na,2026-11-28T01:00:00Z,1,4\na,never,1,4\n");
        take();
        assertThat(names(".failed")).containsExactlyInAnyOrder("book.csv", "wrong.csv", "empty.csv", "half.csv");
        assertThat(names(".done")).isEmpty();
        assertThat(readings()).isEqualTo(1);
        assertThat(said())
                .anyMatch(line -> line.startsWith("book.csv: 0 readings stored, it is a workbook (.xlsx)"))
                .anyMatch(line -> line.startsWith("half.csv: 1 readings stored, 1 wrong rows. It is "))
                .anyMatch(line -> line.startsWith("empty.csv: 0 readings stored, it is empty"));
    }

    @Test
    void texts_in_other_encodings_are_read() throws Exception {
        String table = "timestamp,남부 유량\n2026-11-28T01:00:00Z,1\n";
        Files.write(inbox.resolve("cp949.csv"), table.getBytes(Charset.forName("x-windows-949")));
        Files.write(inbox.resolve("utf16.csv"), table.replace("01:00", "01:01").getBytes(StandardCharsets.UTF_16));
        take();
        assertThat(Rows.of(database, "SELECT name FROM sensor JOIN reading ON sensor = id"))
                .containsExactly("nambu", "nambu");
    }

    @Test
    void nothing_of_what_is_no_table_reaches_the_log_and_no_link_is_followed() throws Exception {
        Path secret = Files.writeString(folder.resolve("shadow"), "root:$6$secret:19000:0\ndaemon:*:19000:0\n");
        Files.createSymbolicLink(inbox.resolve("link.csv"), secret);
        write("copy.csv", Files.readString(secret));
        take();
        assertThat(said()).noneMatch(line -> line.contains("secret") || line.contains("daemon"));
        assertThat(said()).anyMatch(line -> line.startsWith("link.csv is a link or no file: put the file itself"));
        assertThat(secret).content().contains("secret");
        assertThat(names(".failed")).containsExactlyInAnyOrder("link.csv", "copy.csv");
    }

    @Test
    void a_file_stays_where_the_database_cannot_be_written() throws Exception {
        write("a.csv", "sensor,time,flow,pressure\na,2026-11-28T01:00:00Z,1,4\n");
        look();
        now += 31_000;
        database.close();
        try {
            look();
        } catch (RuntimeException e) {
            assertThat(e).hasMessageContaining("writing database");
        }
        assertThat(inbox.resolve("a.csv")).exists();
    }

    @Test
    void of_the_files_that_were_taken_the_newest_thousand_stay() throws Exception {
        Path done = Files.createDirectory(inbox.resolve(".done"));
        for (int i = 0; i < 1_010; i++) {
            Files.setLastModifiedTime(
                    Files.createFile(done.resolve("old-" + i + ".csv")),
                    java.nio.file.attribute.FileTime.fromMillis(i * 1_000L));
        }
        write("a.csv", "sensor,time,flow,pressure\na,2026-11-28T01:00:00Z,1,4\n");
        take();
        assertThat(names(".done"))
                .hasSize(1_000)
                .contains("a.csv", "old-1009.csv")
                .doesNotContain("old-9.csv");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(inbox.resolve(name), text);
    }

    /** Sees all files, and again after they have stood still. */
    private void take() throws IOException {
        look();
        now += 31_000;
        look();
    }

    private void look() throws IOException {
        try (var files = Files.newDirectoryStream(inbox, "*.csv")) {
            for (Path file : files) {
                drop.take(file.toFile(), QUIET);
            }
        }
    }

    private List<String> names(String in) throws IOException {
        Path path = inbox.resolve(in);
        if (!Files.exists(path)) {
            return List.of();
        }
        try (var files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private List<String> said() {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    private long readings() throws SQLException {
        return Long.parseLong(Rows.of(database, "SELECT count(*) FROM reading").get(0));
    }
}
