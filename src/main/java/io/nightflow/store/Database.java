package io.nightflow.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One SQLite file in WAL mode with {@code synchronous=FULL}: what is committed survives a power cut. Writes go through
 * one thread and one connection, reads through a pool of read-only ones.
 */
public final class Database implements Transactions, AutoCloseable {
    private static final int READERS = 3;
    private static final int QUERIES = 2;
    private static final long LOOK_SECONDS_MAX = 20;
    static final int BUSY_MILLIS = 250;
    private static final long LOG_BYTES_MAX = 64 * 1_048_576;
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Path file;
    private final @Nullable WritingConnection writing;
    private final HikariDataSource reading;
    private final QuerySource queries;
    private final QuerySource looks;
    private final @Nullable Writer writer;
    private boolean longLogTold;

    private Database(Path file, @Nullable WritingConnection writing, HikariDataSource reading) {
        this.file = file;
        this.writing = writing;
        this.reading = reading;
        this.queries = new QuerySource(() -> Sources.readers(Sources.of(file, true), "queries", QUERIES));
        this.looks = new QuerySource(
                () -> Sources.impatientReaders(Sources.of(file, true), "looks", QUERIES),
                TimeUnit.SECONDS.toNanos(LOOK_SECONDS_MAX));
        this.writer = writing == null ? null : new Writer(writing, file);
    }

    /**
     * Opens a file, making it where it is missing, and brings its schema up to date.
     *
     * @throws StoreException it cannot be used; the message says why.
     */
    public static Database open(Path file) {
        return openWhole(file, UnaryOperator.identity());
    }

    /**
     * Opens a file to look into it: nothing is written, nothing is made beside it.
     *
     * @throws StoreException it is missing, no database, or of another version.
     */
    public static Database openToRead(Path file) {
        try (Connection connection = DriverManager.getConnection(ReadOnlyFile.url(file))) {
            Schema.requireNewest(connection);
        } catch (SQLException e) {
            throw new StoreException("reading database " + file + ": " + e.getMessage(), e);
        }
        return new Database(file, null, Sources.readers(Sources.looking(file), "looking", 1));
    }

    /** The same with something between us and the connection that writes, for tests with a disk that fails. */
    static Database open(Path file, UnaryOperator<DataSource> around) {
        return openWhole(file, around);
    }

    /**
     * The same for the gateway, whose file it is: one that is damaged is set aside and what can be read of it goes into a
     * new one. A salvage that was interrupted is done again.
     */
    public static Database openOrSalvage(Path file) {
        try {
            Salvage.resume(file);
            return open(file);
        } catch (StoreException e) {
            if (!Salvage.isDamaged(e)) {
                throw e;
            }
            Salvage.begin(file, String.valueOf(e.getMessage()));
            return open(file);
        }
    }

    private static Database openWhole(Path file, UnaryOperator<DataSource> around) {
        probe(file);
        WritingConnection writing = new WritingConnection(around.apply(Sources.of(file, false)));
        try {
            writing.use(Schema::migrate);
            writing.use(TapTriggers::follow); // before anything is written that is tapped
        } catch (SQLException | RuntimeException e) {
            throw new StoreException("opening database " + file + ": " + e.getMessage(), e);
        }
        return new Database(file, writing, Sources.readers(Sources.of(file, true), "nightflow", READERS));
    }

    /**
     * The ends of the largest table: a file that was cut off fails here, and not a week later. Without a pool, which would
     * try a damaged file for half a minute.
     */
    private static void probe(Path file) {
        if (!Files.exists(file)) {
            return;
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
            statement.executeQuery("PRAGMA user_version").close();
            statement
                    .executeQuery("SELECT min(minute), max(minute) FROM reading")
                    .close();
        } catch (SQLException e) {
            if (Salvage.isDamaged(e)) {
                throw new StoreException("opening database " + file + ": " + e.getMessage(), e);
            } // else it is empty, newer, or locked: what comes next says so
        }
    }

    /** A transaction that will be committed together with what else waits; done when it is on the disk. */
    @Override
    public <T> CompletableFuture<T> write(Work<T> transaction) {
        return write(transaction, true);
    }

    @Override
    public <T> CompletableFuture<T> takeIn(Work<T> transaction) {
        return write(transaction, false);
    }

    private <T> CompletableFuture<T> write(Work<T> transaction, boolean judges) {
        return writer == null
                ? CompletableFuture.failedFuture(new StoreException(
                        "writing database " + file + ": it was opened to be read",
                        new IllegalStateException("read only")))
                : writer.submit(transaction, judges);
    }

    /** Runs a query on a read-only connection. */
    @Override
    public <T> T read(String doing, Work<T> query) {
        try (Connection connection = reading.getConnection()) {
            return query.run(connection);
        } catch (SQLException e) {
            if (writer != null) {
                writer.troubles().readFailed(e);
            }
            throw StoreUnavailableException.or(doing + " in database " + file + ": " + e.getMessage(), e);
        }
    }

    /** Runs a query of somebody who looks at the page: on connections of their own, ended after 20 s. */
    @Override
    public <T> T look(String doing, Work<T> query) {
        try (Connection connection = looks.getConnection()) {
            return query.run(connection);
        } catch (SQLException e) {
            throw StoreUnavailableException.or(doing + " in database " + file + ": " + e.getMessage(), e);
        }
    }

    /** Moves what was committed from the log into the file and empties the log; false where another program reads it. */
    boolean checkpoint() {
        boolean[] done = new boolean[1];
        if (writing == null) {
            return false;
        }
        try {
            writing.use(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet row = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                    done[0] = row.next() && row.getInt(1) == 0;
                }
            });
            return done[0];
        } catch (SQLException e) {
            throw new StoreException("emptying the log of database " + file + ": " + e.getMessage(), e);
        }
    }

    /** Read-only connections for integrators' queries through {@code jdbc:nightflow}; a query ends after a minute. */
    public DataSource readOnly() {
        return queries;
    }

    /** Whom to tell, once, that the file is no longer the one that was opened; nothing is committed from then on. */
    public void onLost(Consumer<String> listener) {
        if (writer != null) {
            writer.onLost(listener);
        }
    }

    /**
     * Keeps the log within bounds; to be called each minute. Where another program reads for long it cannot be emptied,
     * which is told once.
     */
    public void tendLog() {
        Path log = Path.of(file + "-wal");
        try {
            long bytes = Files.exists(log) ? Files.size(log) : 0;
            boolean tooLong = bytes > LOG_BYTES_MAX && !checkpoint();
            if (tooLong && !longLogTold) {
                LOG.warn(
                        "{} has {} MiB and grows, for another program reads the database since then. End its transaction",
                        log,
                        bytes / 1_048_576);
            }
            longLogTold = tooLong;
        } catch (IOException e) {
            LOG.warn("looking at {}: {}", log, e.getMessage());
        }
    }

    /** What keeps it from being read or written now, and what to do; empty where nothing does. */
    public Optional<String> trouble() {
        return writer == null ? Optional.empty() : writer.troubles().words();
    }

    /** In how many milliseconds 99 of 100 commits were on the disk, of the last 1,024; 0 before the first. */
    public double commitMillisP99() {
        return writer == null ? 0 : writer.commitMillisP99();
    }

    /** Another number once something was committed here; of results alone, once it was more than readings taken in. */
    long commits(boolean ofResults) {
        return writer == null ? 0 : ofResults ? writer.commitsOfResults() : writer.commits();
    }

    /** The file. */
    public Path file() {
        return file;
    }

    /** A stop is near: no longer waits for another program that has the file locked. */
    public void stopWaiting() {
        if (writer != null) {
            writer.stopWaiting();
        }
    }

    /** Commits what waits, then closes all connections. */
    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
        queries.close();
        looks.close();
        reading.close();
        if (writing != null) {
            writing.close();
        }
    }
}
