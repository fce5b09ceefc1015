package io.nightflow.store;

import io.nightflow.reading.Reading;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Stores readings that are judged already, a statement each. */
final class JudgedReadings {
    private JudgedReadings() {}

    /** Those of sensors that there is room for; gives them. */
    static List<Reading> put(
            Transactions database, Connection connection, List<JudgedReading> rows, SensorTable.Ids ids)
            throws SQLException {
        List<Integer> sensors = new ArrayList<>(rows.size());
        List<JudgedReading> known = new ArrayList<>(rows.size());
        for (JudgedReading row : rows) {
            OptionalInt sensor = ids.of(row.reading().sensor());
            if (sensor.isPresent()) {
                sensors.add(sensor.getAsInt());
                known.add(row);
            }
        }
        if (!known.isEmpty()) {
            database.putJudged(connection, known, sensors);
        }
        return known.stream().map(JudgedReading::reading).toList();
    }

    static void put(Connection connection, List<JudgedReading> rows, List<Integer> sensors) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT OR REPLACE INTO reading (minute, sensor, flow, pressure, quality, judged, flow_stages,"
                        + " pressure_stages) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (int i = 0; i < rows.size(); i++) {
                JudgedReading row = rows.get(i);
                statement.setLong(1, row.reading().minute().epochSecond());
                statement.setInt(2, sensors.get(i));
                RealColumn.set(statement, 3, row.reading().flow());
                RealColumn.set(statement, 4, row.reading().pressure());
                statement.setInt(5, row.reading().quality().ordinal());
                statement.setInt(6, ReadingFlags.JUDGED);
                statement.setInt(7, row.flowStages());
                statement.setInt(8, row.pressureStages());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
