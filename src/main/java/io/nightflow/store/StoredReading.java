package io.nightflow.store;

import io.nightflow.detect.DueReading;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Readings that are to be judged, with what was found of them before. */
final class StoredReading {
    private static final String READING =
            "SELECT r.sensor, s.name, r.flow, r.pressure, r.quality, r.judged, r.flow_stages,"
                    + " r.pressure_stages FROM reading r JOIN sensor s ON s.id = r.sensor WHERE r.minute = ?";
    private static final String DUE = " AND " + ReadingFlags.IS_DUE;
    private static final long STAGES = 10_000;
    private static final String OF_SENSOR = " AND r.sensor = ?";

    private StoredReading() {}

    /** What was found, in one number: which values are faulty, and the stages. */
    static long verdict(int judged, int flowStages, int pressureStages) {
        return (flowStages * STAGES + pressureStages) * (ReadingFlags.VERDICT + 1) + (judged & ReadingFlags.VERDICT);
    }

    /** What is due of a minute. */
    static List<DueReading> due(Connection connection, Minute minute) throws SQLException {
        return read(connection, READING + DUE + " ORDER BY s.name", minute, 0);
    }

    /** What is due of a minute of a sensor. */
    static List<DueReading> due(Connection connection, Minute minute, int sensor) throws SQLException {
        return read(connection, READING + DUE + OF_SENSOR, minute, sensor);
    }

    /** What is due or judged of a minute of a sensor; not what is there to learn from only. */
    static List<DueReading> notHistory(Connection connection, Minute minute, int sensor) throws SQLException {
        return read(
                connection,
                READING + OF_SENSOR + " AND (r.judged = " + ReadingFlags.DUE + " OR r.flow_stages IS NOT NULL)",
                minute,
                sensor);
    }

    private static List<DueReading> read(Connection connection, String sql, Minute minute, int sensor)
            throws SQLException {
        List<DueReading> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, minute.epochSecond());
            if (sensor != 0) {
                statement.setInt(2, sensor);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Reading reading = new Reading(
                            new SensorId(row.getString(2)),
                            minute,
                            RealColumn.get(row, 3),
                            RealColumn.get(row, 4),
                            Quality.values()[row.getInt(5)]);
                    int id = row.getInt(1);
                    int judged = row.getInt(6);
                    int flowStages = row.getInt(7);
                    boolean wasJudged = !row.wasNull();
                    found.add(new DueReading(id, reading, wasJudged, verdict(judged, flowStages, row.getInt(8))));
                }
            }
        }
        return found;
    }
}
