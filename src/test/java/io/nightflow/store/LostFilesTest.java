package io.nightflow.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever takes the files away while the gateway runs is noticed before another commit is told. */
@Tag("slow")
class LostFilesTest {
    @TempDir
    private Path folder;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private Path file;
    private Database database;

    @BeforeEach
    void open() {
        file = folder.resolve("nightflow.db");
        database = Database.open(file);
        database.onLost(told::add);
        write();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_file_that_is_removed() throws Exception {
        Files.delete(file);
        nothingIsCommitted("it was removed or replaced");
        assertThat(file).as("no empty one takes its place").doesNotExist();
    }

    @Test
    void a_file_that_is_replaced() throws Exception {
        Path restored = Files.copy(file, folder.resolve("backup.db"));
        Files.move(restored, file, StandardCopyOption.REPLACE_EXISTING);
        nothingIsCommitted("it was removed or replaced");
    }

    @Test
    void a_log_that_is_removed() throws Exception {
        Files.delete(folder.resolve("nightflow.db-wal"));
        nothingIsCommitted("nightflow.db-wal was removed or replaced");
    }

    @Test
    void a_file_that_is_cut() throws Exception {
        database.checkpoint();
        write();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(4_096);
        }
        nothingIsCommitted("it was cut");
    }

    /** SQLite does not read its log again while it runs, and would lose all of it at the next start. */
    @Test
    void a_log_that_is_cut_or_overwritten() throws Exception {
        for (int i = 0; i < 20; i++) {
            write();
        }
        Path log = folder.resolve("nightflow.db-wal");
        byte[] whole = Files.readAllBytes(log);
        try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
            channel.truncate(whole.length / 2);
        }
        nothingIsCommitted("nightflow.db-wal was cut or overwritten");
    }

    @Test
    void a_log_without_its_beginning() throws Exception {
        try (FileChannel channel = FileChannel.open(folder.resolve("nightflow.db-wal"), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(64), 0);
        }
        nothingIsCommitted("nightflow.db-wal was cut or overwritten");
    }

    @Test
    void a_log_that_is_emptied() throws Exception {
        try (FileChannel channel = FileChannel.open(folder.resolve("nightflow.db-wal"), StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        nothingIsCommitted("nightflow.db-wal was cut or overwritten");
    }

    @Test
    void a_log_that_grows_is_checkpointed_and_begins_anew_is_no_loss() {
        for (int i = 0; i < 200; i++) {
            write();
            if (i % 50 == 49) {
                assertThat(database.checkpoint()).isTrue();
            }
        }
        assertThat(told).isEmpty();
    }

    @Test
    void without_a_write_it_is_noticed_within_seconds() throws Exception {
        Files.delete(file);
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(() -> told.size() == 1);
    }

    @Test
    void what_others_may_do_is_no_loss() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("INSERT INTO job VALUES ('other', 1)");
            write();
            statement.execute("PRAGMA wal_checkpoint(TRUNCATE)");
            write();
        }
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 5000");
            statement.execute("VACUUM");
            write();
        }
        write();
        assertThat(told).isEmpty();
    }

    @Test
    void integrators_queries_have_connections_of_their_own_and_an_end() throws Exception {
        QuerySource queries =
                new QuerySource(() -> hikari(), Duration.ofMillis(300).toNanos());
        try (queries;
                Connection one = queries.getConnection();
                Connection two = queries.getConnection()) {
            String endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
            for (Connection connection : List.of(one, two)) {
                assertThatThrownBy(() -> connection.createStatement().executeQuery(endless))
                        .hasMessageContaining("interrupt");
            }
            int seven = database.read("reading", connection -> 7);
            assertThat(seven).isEqualTo(7);
            assertThatThrownBy(() -> one.createStatement().executeUpdate("DELETE FROM job"))
                    .hasMessageContaining("readonly");
        }
    }

    private com.zaxxer.hikari.HikariDataSource hikari() {
        com.zaxxer.hikari.HikariConfig config = new com.zaxxer.hikari.HikariConfig();
        org.sqlite.SQLiteConfig readOnly = new org.sqlite.SQLiteConfig();
        readOnly.setReadOnly(true);
        org.sqlite.SQLiteDataSource source = new org.sqlite.SQLiteDataSource(readOnly);
        source.setUrl("jdbc:sqlite:" + file);
        config.setDataSource(source);
        config.setReadOnly(true);
        config.setMaximumPoolSize(2);
        return new com.zaxxer.hikari.HikariDataSource(config);
    }

    private void nothingIsCommitted(String reason) {
        assertThatThrownBy(this::write).hasMessageContaining(reason);
        assertThatThrownBy(this::write).hasMessageContaining(reason);
        assertThat(told).singleElement().asString().contains(reason);
    }

    private void write() {
        database.write(connection -> connection
                        .createStatement()
                        .executeUpdate("INSERT OR REPLACE INTO job VALUES ('test', random())"))
                .join();
    }
}
