package io.nightflow.store;

import io.nightflow.reading.MeterPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The table of how far the numberings of meters have come. */
final class PositionTable {
    private static final int NUMBERINGS_MAX = 10_000; // as many as are remembered while the gateway runs

    private PositionTable() {}

    static void save(Connection connection, List<MeterPosition> positions) throws SQLException {
        if (positions.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT OR REPLACE INTO meter_position (line, epoch, last, memory) VALUES (?, ?, ?, ?)")) {
            for (MeterPosition each : positions) {
                statement.setString(1, each.line());
                statement.setLong(2, each.epoch());
                statement.setLong(3, each.last());
                statement.setBytes(4, each.memory());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        try (PreparedStatement statement = connection.prepareStatement("DELETE FROM meter_position WHERE number <="
                + " (SELECT number FROM meter_position ORDER BY number DESC LIMIT 1 OFFSET ?)")) {
            statement.setInt(1, NUMBERINGS_MAX);
            statement.executeUpdate();
        }
    }

    /** All of them, the one that moved last is last. */
    static List<MeterPosition> all(Connection connection) throws SQLException {
        List<MeterPosition> positions = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT line, epoch, last, memory FROM meter_position ORDER BY number");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                positions.add(new MeterPosition(row.getString(1), row.getLong(2), row.getLong(3), row.getBytes(4)));
            }
        }
        return positions;
    }
}
