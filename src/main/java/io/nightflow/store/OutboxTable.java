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
    static void add(Statements statements, Minute minute, List<String> rows) throws SQLException {
        insert(statements.of("INSERT INTO outbox (minute, result) VALUES (?, ?)"), minute, rows);
    }

    /** Keeps rows of an hour until its result rows are sent. */
    static void addHour(Connection connection, Minute hour, List<String> rows) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT OR REPLACE INTO outbox_hour (hour, result) VALUES (?, ?)")) {
            insert(statement, hour, rows);
        }
    }

    private static void insert(PreparedStatement statement, Minute minute, List<String> rows) throws SQLException {
        statement.setLong(1, minute.epochSecond());
        statement.setString(2, String.join("\n", rows));
        statement.executeUpdate();
    }

    /** Takes the rows of all hours up to a minute, which is done. */
    static Map<Minute, List<String>> takeHours(Statements statements, Minute through) throws SQLException {
        Map<Minute, List<String>> taken = new TreeMap<>();
        PreparedStatement statement = statements.of("DELETE FROM outbox_hour WHERE hour <= ? RETURNING hour, result");
        statement.setLong(1, through.epochSecond());
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                taken.put(new Minute(row.getLong(1)), row.getString(2).lines().toList());
            }
        }
        return taken;
    }
}
