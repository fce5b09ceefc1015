package io.nightflow.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Where connections to a database come from, each set as its use wants it. */
final class Sources {
    private static final long IMPATIENT_MILLIS = 2_000;

    private static final int LOG_BYTES_KEPT = 16 * 1_048_576;

    private Sources() {}

    /** Connections to a file of the gateway's own. */
    static DataSource of(Path file, boolean readOnly) {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setGetGeneratedKeys(false); // a statement more for each that is executed
        sqlite.setJournalMode(SQLiteConfig.JournalMode.WAL);
        sqlite.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        sqlite.setBusyTimeout(Database.BUSY_MILLIS);
        sqlite.setJournalSizeLimit(LOG_BYTES_KEPT);
        sqlite.enforceForeignKeys(false);
        sqlite.setReadOnly(readOnly);
        SQLiteDataSource source = new SQLiteDataSource(sqlite);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /** A pool of connections that only read. */
    static HikariDataSource readers(DataSource source, String name, int most) {
        return new HikariDataSource(pool(source, name, most));
    }

    /** The same for whoever can do without: where none can be had, nobody waits for long, least of all a stop. */
    static HikariDataSource impatientReaders(DataSource source, String name, int most) {
        HikariConfig hikari = pool(source, name, most);
        hikari.setConnectionTimeout(IMPATIENT_MILLIS);
        return new HikariDataSource(hikari);
    }

    private static HikariConfig pool(DataSource source, String name, int most) {
        HikariConfig hikari = new HikariConfig();
        hikari.setDataSource(source);
        hikari.setPoolName(name);
        hikari.setMaximumPoolSize(most);
        hikari.setMinimumIdle(1); // each connection has a page cache of its own
        hikari.setReadOnly(true);
        hikari.setInitializationFailTimeout(-1);
        hikari.setMaxLifetime(0);
        return hikari;
    }

    /** Connections of whoever only looks: see {@link ReadOnlyFile}. */
    static DataSource looking(Path file) {
        SQLiteConfig sqlite = new SQLiteConfig();
        sqlite.setReadOnly(true);
        sqlite.setBusyTimeout(Database.BUSY_MILLIS);
        SQLiteDataSource source = new SQLiteDataSource(sqlite);
        source.setUrl(ReadOnlyFile.url(file));
        return source;
    }
}
