package io.nightflow.store;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Sensors that have stopped sending. One that was heard once only is noise, not a sensor. */
final class SilentSensors {
    private static final long DAY = 86_400;

    private SilentSensors() {}

    private record Silent(int id, SensorId sensor, Minute last) {}

    static List<SensorId> raise(Connection connection, Minute now, long minutes, Minute listeningSince)
            throws SQLException {
        Minute newest = now.plus(-minutes);
        if (newest.isBefore(listeningSince)) {
            return List.of();
        }
        List<SensorId> raised = new ArrayList<>();
        for (Silent silent : find(connection, newest)) {
            Minute since = silent.last().plus(1);
            AlertTable.add(connection, List.of(alert(silent.sensor(), since, now)));
            try (PreparedStatement statement =
                    connection.prepareStatement("UPDATE detection_memory SET silent_since = ? WHERE sensor = ?")) {
                statement.setLong(1, since.epochSecond());
                statement.setInt(2, silent.id());
                statement.executeUpdate();
            }
            raised.add(silent.sensor());
        }
        return raised;
    }

    private static List<Silent> find(Connection connection, Minute newest) throws SQLException {
        List<Silent> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT s.id, s.name, m.last_minute FROM detection_memory m JOIN sensor s ON s.id = m.sensor"
                        + " WHERE m.last_minute < ? AND m.silent_since IS NULL"
                        + " AND NOT EXISTS (SELECT 1 FROM due_late l WHERE l.sensor = m.sensor)"
                        + " AND (s.listed = 1 OR m.last_minute - m.first_minute >= ?) ORDER BY s.name")) {
            statement.setLong(1, newest.epochSecond());
            statement.setLong(2, DAY);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new Silent(row.getInt(1), new SensorId(row.getString(2)), new Minute(row.getLong(3))));
                }
            }
        }
        return found;
    }

    private static Alert alert(SensorId sensor, Minute since, Minute now) {
        long minutes = (now.epochSecond() - since.epochSecond()) / 60;
        String reason = "nothing was heard for " + minutes + " minutes";
        return Alert.ofSensor(sensor, since, EventKind.SENSOR_SILENT, false, minutes, reason);
    }
}
