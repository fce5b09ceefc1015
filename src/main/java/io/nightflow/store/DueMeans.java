package io.nightflow.store;

import io.nightflow.reading.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.function.UnaryOperator;

/** The ten minutes and the hours whose means are to be computed, noted in the transaction of what makes them so. */
final class DueMeans {
    private DueMeans() {}

    /** Notes that believed values of these minutes have changed. */
    static void mark(Connection connection, Iterable<Long> minutes) throws SQLException {
        mark(connection, "INSERT OR IGNORE INTO due_window (minute) VALUES (?)", minutes, Minute::lastOfTen);
        markHours(connection, minutes);
    }

    /** The same for hours only: a forecast should know of readings that are not judged yet. */
    static void markHours(Connection connection, Iterable<Long> minutes) throws SQLException {
        mark(connection, "INSERT OR IGNORE INTO due_hour (hour) VALUES (?)", minutes, Minute::hour);
    }

    private static void mark(Connection connection, String sql, Iterable<Long> minutes, UnaryOperator<Minute> span)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Minute last = null;
            for (long second : minutes) {
                Minute due = span.apply(new Minute(second));
                if (!due.equals(last)) {
                    statement.setLong(1, due.epochSecond());
                    statement.addBatch();
                }
                last = due;
            }
            statement.executeBatch();
        }
    }
}
