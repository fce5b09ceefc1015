package io.nightflow.store;

import io.nightflow.detect.MinuteRecords.Silent;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Sensors that have stopped sending. One that was heard once only is noise, not a sensor. */
final class SilentSensors {
    private static final long DAY = 86_400;
    private static final long PAUSES = 2;

    private SilentSensors() {}

    /** It is known as silent from now on. */
    static void mark(Connection connection, Silent silent) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE detection_memory SET silent_since = ? WHERE sensor = ?")) {
            statement.setLong(1, silent.since().epochSecond());
            statement.setInt(2, silent.id());
            statement.executeUpdate();
        }
        MemoryTable.changed(connection);
    }

    /** Whether it has sent this minute or a later one. */
    static boolean isHeardSince(Connection connection, SensorId sensor, Minute minute) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT 1 FROM sensor s WHERE s.name = ?1"
                + " AND (EXISTS (SELECT 1 FROM detection_memory m WHERE m.sensor = s.id AND m.last_minute >= ?2)"
                + " OR EXISTS (SELECT 1 FROM reading r WHERE r.sensor = s.id AND r.minute >= ?2))")) {
            statement.setString(1, sensor.text());
            statement.setLong(2, minute.epochSecond());
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    /** For how long one may say nothing that usually does for so many minutes. */
    static Duration patience(int pause, Duration silentAfter) {
        Duration pauses = Duration.ofMinutes(PAUSES * pause);
        return pauses.compareTo(silentAfter) > 0 ? pauses : silentAfter;
    }

    /** Those whose last minute lies no further back than twice their usual pause. */
    static Set<SensorId> withinPatience(Connection connection, Minute now) throws SQLException {
        Set<SensorId> found = new HashSet<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT s.name FROM detection_memory m JOIN sensor s ON s.id = m.sensor"
                        + " WHERE m.last_minute >= ?1 - m.pause * ?2")) {
            statement.setLong(1, now.epochSecond());
            statement.setLong(2, PAUSES * Minute.SECONDS);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new SensorId(row.getString(1)));
                }
            }
        }
        return found;
    }

    /** Those that were not heard for so long, nor for twice their usual pause, while somebody listened. */
    static List<Silent> find(Connection connection, Minute now, long minutes, Minute listeningSince)
            throws SQLException {
        List<Silent> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM (SELECT s.id, s.name,"
                + " m.last_minute, CASE WHEN m.pause * ?5 > ?2 THEN m.pause * ?5 ELSE ?2 END AS patience"
                + " FROM detection_memory m JOIN sensor s ON s.id = m.sensor WHERE m.silent_since IS NULL"
                + " AND NOT EXISTS (SELECT 1 FROM due_late l WHERE l.sensor = m.sensor)"
                + " AND (s.listed = 1 OR m.last_minute - m.first_minute >= ?4)) AS heard"
                + " WHERE last_minute < ?1 - patience AND ?3 <= ?1 - patience ORDER BY name")) {
            statement.setLong(1, now.epochSecond());
            statement.setLong(2, minutes * Minute.SECONDS);
            statement.setLong(3, listeningSince.epochSecond());
            statement.setLong(4, DAY);
            statement.setLong(5, PAUSES * Minute.SECONDS);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new Silent(
                            row.getInt(1), new SensorId(row.getString(2)), new Minute(row.getLong(3)).plus(1)));
                }
            }
        }
        return found;
    }
}
