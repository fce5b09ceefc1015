package io.nightflow.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A copy of a database in use: one consistent state of it, checked, on the disk, and never half of one. */
public final class Backup {
    private static final int BUSY_MILLIS = 10_000;

    private Backup() {}

    /**
     * Copies a database into a file that must not exist; gives the number of its readings.
     *
     * @throws StoreException it cannot be read, or the copy is not whole.
     * @throws IOException the file cannot be written.
     */
    public static long make(Path database, Path file) throws IOException {
        Path part = Path.of(file + ".part");
        Files.deleteIfExists(part);
        try (Connection connection = DriverManager.getConnection(ReadOnlyFile.url(database));
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = " + BUSY_MILLIS);
            statement.execute("VACUUM INTO '" + part.toString().replace("'", "''") + "'");
        } catch (SQLException e) {
            Files.deleteIfExists(part);
            throw new StoreException("backing up " + database + " into " + file + ": " + e.getMessage(), e);
        }
        long readings = check(part);
        unname(part);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
        return readings;
    }

    /** Numbers of what is tapped from it, once it is put back, are none of this database: it gets a name of its own then. */
    private static void unname(Path copy) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy);
                Statement statement = connection.createStatement()) {
            boolean isThere; // not in a database that is not brought up to date yet
            try (ResultSet row = statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'published_log'")) {
                isThere = row.next();
            }
            if (isThere) {
                statement.execute("UPDATE published_log SET name = ''");
            }
        } catch (SQLException e) {
            throw new StoreException("writing backup " + copy + ": " + e.getMessage(), e);
        }
    }

    private static long check(Path copy) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + copy)) {
            String verdict = text(connection, "PRAGMA integrity_check");
            if (!verdict.equals("ok")) {
                Files.deleteIfExists(copy);
                throw new StoreException("backing up: the copy is damaged: " + verdict, new SQLException(verdict));
            }
            return Long.parseLong(text(connection, "SELECT count(*) FROM reading"));
        } catch (SQLException e) {
            throw new StoreException("checking backup " + copy + ": " + e.getMessage(), e);
        }
    }

    private static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? String.valueOf(row.getString(1)) : "";
        }
    }
}
