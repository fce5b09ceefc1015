package io.nightflow.store;

import io.nightflow.reading.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Rows on their way to the device, within the transaction of what they tell. */
final class OutboxTable {
    private OutboxTable() {}

    /** Sends rows of a minute. */
    static void add(Connection connection, Minute minute, List<String> rows) throws SQLException {
        insert(connection, "INSERT INTO outbox (minute, result) VALUES (?, ?)", minute, rows);
    }

    /** Keeps rows of an hour until its result rows are sent. */
    static void addHour(Connection connection, Minute hour, List<String> rows) throws SQLException {
        insert(connection, "INSERT OR REPLACE INTO outbox_hour (hour, result) VALUES (?, ?)", hour, rows);
    }

    private static void insert(Connection connection, String sql, Minute minute, List<String> rows)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, minute.epochSecond());
            statement.setString(2, String.join("\n", rows));
            statement.executeUpdate();
        }
    }

    /** Takes the rows of all hours up to a minute, which is done. */
    static Map<Minute, List<String>> takeHours(Connection connection, Minute through) throws SQLException {
        Map<Minute, List<String>> taken = new TreeMap<>();
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM outbox_hour WHERE hour <= ? RETURNING hour, result")) {
            statement.setLong(1, through.epochSecond());
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                taken.put(new Minute(row.getLong(1)), row.getString(2).lines().toList());
            }
        }
        return taken;
    }
}
