package io.nightflow.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * How a database stands.
 *
 * @param bytes that its content and its log take; free pages inside the file are not counted.
 * @param freeBytes of its disk; the largest number where it cannot be told.
 * @param firstMinute oldest reading, epoch seconds; 0 for none.
 * @param lastMinute newest reading, epoch seconds; 0 for none.
 * @param early readings that wait for the clock to reach their minute.
 * @param oldestDueMinute oldest minute that is not judged yet, epoch seconds; 0 for none.
 * @param oldestDueWindow oldest ten minutes whose night flow is not measured yet, epoch seconds; 0 for none.
 * @param openEvents alerts that have started and not ended.
 * @param lastNight newest night with a verdict, days since 1970; 0 for none.
 */
public record StoreStatus(
        long bytes,
        long freeBytes,
        long firstMinute,
        long lastMinute,
        long early,
        long oldestDueMinute,
        long oldestDueWindow,
        long openEvents,
        long lastNight) {
    private static final double DAY_SECONDS = 86_400;
    private static final double DAYS_MIN = 1;

    /** Reads them; a handful of index look-ups. */
    public static StoreStatus of(Database database) {
        Path file = database.file();
        long log = size(Path.of(file + "-wal"));
        return database.read(
                "reading how the database stands",
                connection -> new StoreStatus(
                        log + pages(connection),
                        free(file),
                        number(connection, "SELECT min(minute) FROM reading"),
                        number(connection, "SELECT max(minute) FROM reading"),
                        number(connection, "SELECT count(*) FROM early_reading"),
                        number(connection, "SELECT min(minute) FROM due_minute"),
                        number(connection, "SELECT min(minute) FROM due_window"),
                        number(
                                connection,
                                "SELECT count(*) FROM (SELECT max(number), is_end FROM alert GROUP BY sensor, quantity,"
                                        + " event) WHERE is_end = 0"),
                        number(connection, "SELECT max(night) FROM night")));
    }

    /** How many days the disk lasts at the pace of the history so far; -1 before there is a day of it. */
    public double daysLeft() {
        double days = (lastMinute - firstMinute) / DAY_SECONDS;
        return days < DAYS_MIN ? -1 : freeBytes / (bytes / days);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (ResultSet row = connection.createStatement().executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static long pages(Connection connection) throws SQLException {
        return (number(connection, "PRAGMA page_count") - number(connection, "PRAGMA freelist_count"))
                * number(connection, "PRAGMA page_size");
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Free bytes of a file's disk; the largest number where it cannot be told. */
    public static long free(Path file) {
        try {
            return Files.getFileStore(file).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE; // not known: nothing must be deleted for it
        }
    }
}
