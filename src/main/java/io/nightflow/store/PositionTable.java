package io.nightflow.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The table of how far the numberings of meters have come. */
final class PositionTable {
    private static final int NUMBERINGS_MAX = 64; // as many as are remembered while the gateway runs

    private PositionTable() {}

    static void save(Connection connection, Map<Long, Long> positions) throws SQLException {
        if (positions.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT OR REPLACE INTO meter_position (epoch, last) VALUES (?, ?)")) {
            for (Map.Entry<Long, Long> each : positions.entrySet()) {
                statement.setLong(1, each.getKey());
                statement.setLong(2, each.getValue());
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

    /** All of them by epoch, the one that moved last is last. */
    static Map<Long, Long> all(Connection connection) throws SQLException {
        Map<Long, Long> positions = new LinkedHashMap<>();
        try (PreparedStatement statement =
                        connection.prepareStatement("SELECT epoch, last FROM meter_position ORDER BY number");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                positions.put(row.getLong(1), row.getLong(2));
            }
        }
        return positions;
    }
}
