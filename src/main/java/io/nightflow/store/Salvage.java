package io.nightflow.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * What is done with a database that does not open: it is set aside, never deleted, and what can be read of it goes into a
 * new one. A table is read from its beginning up to the damage, then from its end back to it; where an inner page of its
 * tree is lost, what lies below that page is lost too, so this is no substitute for backups.
 */
final class Salvage {
    private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

    /** Not the identity and the outbox: rows that may be staged already must not be staged under another name. */
    private static final List<String> TABLES = List.of(
            "sensor",
            "reading",
            "outlier",
            "night_flow",
            "night",
            "hour_mean",
            "forecast",
            "forecast_score",
            "alert",
            "criteria",
            "model",
            "detection_memory",
            "detection_profile",
            "detection_snapshot",
            "due_minute",
            "due_window",
            "due_night",
            "due_hour",
            "job",
            "held_reading");

    private Salvage() {}

    /** Whether a failure means that the file is damaged, and not locked, foreign or newer. */
    static boolean isDamaged(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                int primary = sqlite.getResultCode().code & 0xff;
                return primary == SQLiteErrorCode.SQLITE_NOTADB.code || primary == SQLiteErrorCode.SQLITE_CORRUPT.code;
            }
        }
        return false;
    }

    /** Moves the file and its log out of the way; gives where it is now. */
    static Path setAside(Path file) throws IOException {
        int number = 1;
        while (Files.exists(Path.of(file + ".damaged-" + number))) {
            number++;
        }
        Path aside = Path.of(file + ".damaged-" + number);
        for (String suffix : List.of("-wal", "-shm", "")) {
            if (Files.exists(Path.of(file + suffix))) {
                Files.move(Path.of(file + suffix), Path.of(aside + suffix), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return aside;
    }

    /** Copies what can be read into a new database that has its schema; tells what came of it. */
    static void copy(Path damaged, Path fresh, String reason) {
        List<String> counts = new ArrayList<>();
        try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + damaged);
                Connection to = DriverManager.getConnection("jdbc:sqlite:" + fresh)) {
            from.createStatement()
                    .execute("PRAGMA writable_schema = ON"); // else a file that was cut off is refused whole
            to.setAutoCommit(false);
            for (String table : TABLES) {
                long rows = copy(from, to, table);
                if (rows > 0) {
                    counts.add(rows + " " + table);
                }
                to.commit();
            }
        } catch (SQLException e) {
            LOG.warn("salvaging {}: {}", damaged, e.getMessage());
        }
        LOG.error(
                "{}. Database {} is set aside as {}, a new one holds what could be read: {}",
                reason,
                fresh,
                damaged,
                counts.isEmpty() ? "nothing" : String.join(", ", counts));
    }

    private static long copy(Connection from, Connection to, String table) throws SQLException {
        List<String> keys = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        try (Statement statement = to.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (row.next()) {
                columns.add(row.getString("name"));
                if (row.getInt("pk") > 0) {
                    keys.add(row.getString("name"));
                }
            }
        }
        String names = String.join(", ", columns);
        String insert = "INSERT OR IGNORE INTO " + table + " (" + names + ") VALUES ("
                + String.join(", ", Collections.nCopies(columns.size(), "?")) + ")";
        String select = "SELECT " + names + " FROM " + table;
        try (PreparedStatement target = to.prepareStatement(insert)) {
            Copied up = copy(from, select, target, columns.size());
            if (up.whole || keys.isEmpty()) {
                return up.rows;
            }
            String back = select + " ORDER BY " + String.join(" DESC, ", keys) + " DESC";
            return up.rows + copy(from, back, target, columns.size()).rows;
        }
    }

    /** How many rows were new, and whether the end was reached. */
    private record Copied(long rows, boolean whole) {}

    private static Copied copy(Connection from, String select, PreparedStatement target, int columns) {
        long rows = 0;
        try (Statement statement = from.createStatement();
                ResultSet row = statement.executeQuery(select)) {
            while (row.next()) {
                for (int i = 1; i <= columns; i++) {
                    target.setObject(i, row.getObject(i));
                }
                rows += target.executeUpdate();
            }
            return new Copied(rows, true);
        } catch (SQLException e) {
            LOG.debug("the damage is reached: {}", e.getMessage());
            return new Copied(rows, false);
        }
    }
}
