package io.nightflow.store;

import io.nightflow.reading.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** What is due: minutes to be judged, ten minutes and hours whose means are to be computed. */
final class DueTables {
    private DueTables() {}

    /** Minutes that hold readings to be judged. */
    static void markMinutes(Statements statements, Iterable<Long> minutes) throws SQLException {
        mark(statements, "INSERT OR IGNORE INTO due_minute (minute) VALUES (?)", minutes, minute -> minute);
    }

    /** Notes that believed values of these minutes have changed. */
    static void mark(Statements statements, Iterable<Long> minutes) throws SQLException {
        mark(statements, "INSERT OR IGNORE INTO due_window (minute) VALUES (?)", minutes, Minute::lastOfTen);
        markHours(statements, minutes);
    }

    /** The same for hours only: a forecast should know of readings that are not judged yet. */
    static void markHours(Statements statements, Iterable<Long> minutes) throws SQLException {
        mark(statements, "INSERT OR IGNORE INTO due_hour (hour) VALUES (?)", minutes, Minute::hour);
    }

    /** The oldest minutes before one that a query gives, which asks for both; at most {@code max}. */
    static List<Minute> oldest(Connection connection, String sql, Minute before, int max) throws SQLException {
        List<Minute> due = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, before.epochSecond());
            statement.setInt(2, max);
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                due.add(new Minute(row.getLong(1)));
            }
        }
        return due;
    }

    private static void mark(Statements statements, String sql, Iterable<Long> minutes, UnaryOperator<Minute> span)
            throws SQLException {
        PreparedStatement statement = statements.of(sql);
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
