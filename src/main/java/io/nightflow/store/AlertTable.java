package io.nightflow.store;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Writes alerts in the transaction of what caused them; the same alert a second time changes nothing. */
final class AlertTable {
    private static final int MOVED_MINUTES = 60;

    private AlertTable() {}

    static void add(Connection connection, List<Alert> alerts) throws SQLException {
        add(connection, alerts, false);
    }

    /** What no reading caused is of the next minute where this one has another of its kind. */
    static void addBeside(Connection connection, List<Alert> alerts) throws SQLException {
        for (Alert alert : alerts) {
            Minute minute = alert.minute();
            while (isTaken(connection, alert, minute)) {
                minute = minute.plus(1);
            }
            insert(connection, alert.at(minute));
        }
    }

    private static boolean isTaken(Connection connection, Alert alert, Minute minute) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT 1 FROM alert WHERE sensor = ? AND minute = ? AND quantity = ? AND event = ? AND is_end = ?"
                        + " AND reason <> ?")) {
            statement.setString(1, alert.sensor().text());
            statement.setLong(2, minute.epochSecond());
            statement.setString(3, alert.quantity().word());
            statement.setString(4, alert.event().words());
            statement.setBoolean(5, alert.isEnd());
            statement.setString(6, alert.reason().text());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** Where minutes are judged again, an alert that only moved by up to an hour was sent already. */
    static void add(Connection connection, List<Alert> alerts, boolean again) throws SQLException {
        for (Alert alert : alerts) {
            if (!again || !isSent(connection, alert)) {
                insert(connection, alert);
            }
        }
    }

    /** Whether the start of an event was told within so many minutes before, and no end of it since. */
    static boolean isTold(Connection connection, Alert alert, long minutes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT is_end FROM alert WHERE sensor = ? AND minute > ? AND minute < ? AND event = ?"
                        + " ORDER BY minute DESC, is_end LIMIT 1")) {
            statement.setString(1, alert.sensor().text());
            statement.setLong(2, alert.minute().plus(-minutes).epochSecond());
            statement.setLong(3, alert.minute().epochSecond());
            statement.setString(4, alert.event().words());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && !row.getBoolean(1);
            }
        }
    }

    private static boolean isSent(Connection connection, Alert alert) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT 1 FROM alert WHERE sensor = ? AND minute BETWEEN ? AND ? AND quantity = ? AND event = ?"
                        + " AND is_end = ?")) {
            statement.setString(1, alert.sensor().text());
            statement.setLong(2, alert.minute().plus(-MOVED_MINUTES).epochSecond());
            statement.setLong(3, alert.minute().plus(MOVED_MINUTES).epochSecond());
            statement.setString(4, alert.quantity().word());
            statement.setString(5, alert.event().words());
            statement.setBoolean(6, alert.isEnd());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private static void insert(Connection connection, Alert alert) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT OR IGNORE INTO alert (sensor, minute, quantity, method, stage, event, is_end, value, expected,"
                        + " minutes, volume, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, alert.sensor().text());
            statement.setLong(2, alert.minute().epochSecond());
            statement.setString(3, alert.quantity().word());
            statement.setString(4, alert.method().word());
            statement.setInt(5, alert.stage().ordinal());
            statement.setString(6, alert.event().words());
            statement.setBoolean(7, alert.isEnd());
            RealColumn.set(statement, 8, alert.value());
            RealColumn.set(statement, 9, alert.expected());
            statement.setLong(10, alert.minutes());
            statement.setDouble(11, alert.volume());
            statement.setString(12, alert.reason().text());
            if (statement.executeUpdate() > 0 && alert.event() != EventKind.PLANNED_WORK) {
                PlannedWorkTable.hold(connection, alert);
            }
        }
    }
}
