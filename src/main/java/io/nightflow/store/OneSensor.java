package io.nightflow.store;

import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * The readings of one sensor in a span, oldest first. They are clustered by minute, so a range would read those of all
 * sensors: each minute is looked up by its key, in one statement.
 */
final class OneSensor {
    private OneSensor() {}

    /** Selects these columns of {@code r}, the readings for which a condition holds. */
    static PreparedStatement of(Connection connection, String columns, String condition) throws SQLException {
        return connection.prepareStatement("WITH RECURSIVE span(minute) AS (SELECT ?1 WHERE ?1 < ?2"
                + " UNION ALL SELECT minute + 60 FROM span WHERE minute + 60 < ?2)"
                + " SELECT " + columns + " FROM span CROSS JOIN reading r ON r.minute = span.minute AND r.sensor ="
                + " (SELECT id FROM sensor WHERE name = ?3) WHERE " + condition);
    }

    /** From a minute up to another. */
    static void set(PreparedStatement statement, SensorId sensor, Minute from, Minute to) throws SQLException {
        statement.setLong(1, from.epochSecond());
        statement.setLong(2, to.epochSecond());
        statement.setString(3, sensor.text());
    }
}
