package io.nightflow.store;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.PlannedWork;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import io.nightflow.tap.TapKind;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Announced work and the alerts that it holds back, within a transaction. */
final class PlannedWorkTable {
    private static final String OF_WORK = "UPDATE alert SET planned = (SELECT max(number) FROM planned_work w"
            + " WHERE w.sensor = alert.sensor AND alert.minute >= w.from_minute AND alert.minute < w.to_minute"
            + " AND w.told = 0)";

    private PlannedWorkTable() {}

    /** Announces work; what was raised in its time and is not told yet is held back. */
    static void add(Connection connection, PlannedWork work) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO planned_work (sensor, from_minute,"
                + " to_minute, reason, who, at) VALUES (?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, work.sensor().text());
            statement.setLong(2, work.from().epochSecond());
            statement.setLong(3, work.to().epochSecond());
            statement.setString(4, work.reason());
            statement.setString(5, work.who());
            statement.setLong(6, work.second());
            statement.executeUpdate();
        }
        try (PreparedStatement hold = connection.prepareStatement(OF_WORK
                + " WHERE sensor = ? AND staged = 0 AND NOT EXISTS (SELECT 1 FROM published p JOIN tap t ON t.kind = p.kind"
                + " AND t.taken >= p.number WHERE p.kind = " + TapKind.ALERTS.code() + " AND p.at = alert.number)")) {
            hold.setString(1, work.sensor().text());
            hold.executeUpdate();
        }
    }

    /** Holds an alert back that has just been raised, where it lies in announced work. */
    static void hold(Connection connection, Alert alert) throws SQLException {
        try (PreparedStatement hold = connection.prepareStatement(
                OF_WORK + " WHERE sensor = ? AND minute = ? AND event = ? AND is_end = ? AND staged = 0")) {
            hold.setString(1, alert.sensor().text());
            hold.setLong(2, alert.minute().epochSecond());
            hold.setString(3, alert.event().words());
            hold.setBoolean(4, alert.isEnd());
            hold.executeUpdate();
        }
    }

    /** Work that ended before a minute and is not told yet, by its number. */
    static Map<Long, PlannedWork> ended(Connection connection, Minute before) throws SQLException {
        Map<Long, PlannedWork> ended = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT number, sensor, from_minute, to_minute,"
                + " reason, who, at FROM planned_work WHERE told = 0 AND to_minute < ? ORDER BY number")) {
            statement.setLong(1, before.epochSecond());
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                ended.put(
                        row.getLong(1),
                        new PlannedWork(
                                new SensorId(row.getString(2)),
                                new Minute(row.getLong(3)),
                                new Minute(row.getLong(4)),
                                row.getString(5),
                                row.getString(6),
                                row.getLong(7)));
            }
        }
        return ended;
    }

    /** Tells what has started in work and not ended by now: it is not of the work. */
    static void release(Connection connection, long work) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE alert SET planned = NULL WHERE planned = ?"
                        + " AND is_end = 0 AND NOT EXISTS (SELECT 1 FROM alert e WHERE e.sensor = alert.sensor AND"
                        + " e.quantity = alert.quantity AND e.event = alert.event AND e.is_end = 1 AND e.number > alert.number)")) {
            statement.setLong(1, work);
            statement.executeUpdate();
        }
    }

    /** The kinds of event that started in work and are over, with how often. */
    static List<String> events(Connection connection, long work) throws SQLException {
        List<String> events = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT event, count(*) FROM alert WHERE planned = ? AND is_end = 0 GROUP BY event ORDER BY event")) {
            statement.setLong(1, work);
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                events.add(row.getInt(2) + " x " + row.getString(1));
            }
        }
        return events;
    }

    /** Keeps that work was told, with the alert that says so; what it held back stays as it is, untold. */
    static void told(Connection connection, long number, Alert alert) throws SQLException {
        AlertTable.add(connection, List.of(alert));
        run(connection, "UPDATE alert SET staged = 1 WHERE planned = ?", number);
        run(connection, "UPDATE planned_work SET told = 1 WHERE number = ?", number);
    }

    private static void run(Connection connection, String sql, long number) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, number);
            statement.executeUpdate();
        }
    }

    static Alert over(PlannedWork work, List<String> events) {
        Reason reason = events.isEmpty()
                ? Reason.of(ReasonKind.WORK_OVER, work.reason(), work.who())
                : Reason.of(ReasonKind.WORK_OVER_HELD, work.reason(), work.who(), String.join(", ", events));
        return Alert.ofSensor(
                work.sensor(),
                work.to().plus(-1),
                EventKind.PLANNED_WORK,
                true,
                (work.to().epochSecond() - work.from().epochSecond()) / 60,
                reason);
    }
}
