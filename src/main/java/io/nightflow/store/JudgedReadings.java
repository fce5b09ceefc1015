package io.nightflow.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Stores readings that are judged already, a statement each. */
final class JudgedReadings {
    private JudgedReadings() {}

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
