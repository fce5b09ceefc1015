package io.nightflow.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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

    /**
     * Not the identity and the outbox: rows that may be staged already must not be staged under another name; nor the name
     * of the log of taps. Nor what counts within a run only.
     */
    static final List<String> TABLES = List.of(
            "sensor",
            "reading",
            "outlier",
            "night_flow",
            "night",
            "hour_mean",
            "forecast",
            "forecast_score",
            "alert",
            "tap",
            "published",
            "published_mark",
            "answer",
            "planned_work",
            "seen",
            "criteria",
            "model",
            "detection_memory",
            "detection_profile",
            "detection_snapshot",
            "due_minute",
            "due_late",
            "due_window",
            "due_night",
            "due_hour",
            "job",
            "clock",
            "held_reading",
            "early_reading",
            "meter_register",
            "meter_position",
            "fleet_command");

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

    /** Goes on with what was set aside and not read out to its end: the file itself is made last. */
    static void resume(Path file) {
        Path aside = newestAside(file);
        if (!Files.exists(file) && aside != null) {
            rebuild(file, aside, "an earlier salvage was interrupted");
        }
    }

    /** Sets a damaged file aside, with its log, and builds a new one from what can be read. */
    static void begin(Path file, String reason) {
        int number = 1;
        while (Files.exists(aside(file, number))) {
            number++;
        }
        Path aside = aside(file, number);
        try {
            Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StoreException("setting aside damaged database " + file + ": " + e.getMessage(), e);
        }
        rebuild(file, aside, reason);
    }

    /** The log follows its file, also after an interruption: beside a new file it would be taken for that one's. */
    private static void moveLog(Path file, Path aside) throws IOException {
        for (String suffix : List.of("-wal", "-shm")) {
            if (Files.exists(Path.of(file + suffix))) {
                Files.move(Path.of(file + suffix), Path.of(aside + suffix), StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static Path aside(Path file, int number) {
        return Path.of(file + ".damaged-" + number);
    }

    private static @Nullable Path newestAside(Path file) {
        int number = 0;
        while (Files.exists(aside(file, number + 1))) {
            number++;
        }
        return number == 0 ? null : aside(file, number);
    }

    private static void rebuild(Path file, Path damaged, String reason) {
        Path fresh = Path.of(file + ".salvage");
        try {
            moveLog(file, damaged);
            for (String suffix : List.of("", "-wal", "-shm")) {
                Files.deleteIfExists(Path.of(fresh + suffix));
            }
            Database.open(fresh).close();
            List<String> counts = copy(damaged, fresh);
            try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            LOG.error(
                    "{}. Database {} is set aside as {}, a new one holds what could be read: {}",
                    reason,
                    file,
                    damaged,
                    counts.isEmpty() ? "nothing" : String.join(", ", counts));
        } catch (IOException | SQLException e) {
            throw new StoreException("salvaging " + damaged + " into " + fresh + ": " + e.getMessage(), e);
        }
    }

    private static List<String> copy(Path damaged, Path fresh) throws SQLException {
        List<String> counts = new ArrayList<>();
        try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + damaged);
                Connection to = DriverManager.getConnection("jdbc:sqlite:" + fresh)) {
            allowCutOff(from);
            to.setAutoCommit(false);
            to.createStatement().executeUpdate("DELETE FROM tap"); // the fresh one has taken nothing
            for (String table : TABLES) {
                long rows = copy(from, to, table);
                if (rows > 0) {
                    counts.add(rows + " " + table);
                }
                to.commit();
            }
        }
        return counts;
    }

    /** Else a file that was cut off is refused whole. */
    private static void allowCutOff(Connection from) {
        try (Statement statement = from.createStatement()) {
            statement.execute("PRAGMA writable_schema = ON");
        } catch (SQLException e) {
            LOG.debug("nothing of it can be read: {}", e.getMessage());
        }
    }

    /** Those that a damaged file is known to have; none where even that cannot be read. */
    private static Set<String> columns(Connection connection, String table) {
        Set<String> columns = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (row.next()) {
                columns.add(row.getString("name"));
            }
        } catch (SQLException e) {
            LOG.debug("table {} cannot be read: {}", table, e.getMessage());
        }
        return columns;
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
        Set<String> there = columns(from, table);
        columns.removeIf(column -> !there.contains(column)); // a file of an older schema has fewer
        if (columns.isEmpty()) {
            return 0;
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

    private static Copied copy(Connection from, String select, PreparedStatement target, int columns)
            throws SQLException {
        long rows = 0;
        try (ReadableRows source = new ReadableRows(from, select)) {
            while (source.next()) {
                for (int i = 1; i <= columns; i++) {
                    target.setObject(i, source.value(i));
                }
                rows += target.executeUpdate();
            }
            return new Copied(rows, source.isWhole());
        }
    }
}
