package io.nightflow.store;

import io.nightflow.detect.CriteriaRecords;
import io.nightflow.detect.CriteriaRecords.Remembered;
import io.nightflow.detect.CriteriaRecords.Version;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** The statements of {@link CriteriaStore} that change something, within its transactions. */
final class CriteriaTable {
    private static final byte[] NOTHING = {};

    private CriteriaTable() {}

    static int next(Connection connection, Version version) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT coalesce(max(version), 0) + 1 FROM criteria"
                        + " WHERE sensor = (SELECT id FROM sensor WHERE name = ?) AND quantity = ?")) {
            statement.setString(1, version.sensor().text());
            statement.setString(2, version.quantity().word());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : 1;
            }
        }
    }

    static void insert(Connection connection, Version version) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "INSERT INTO criteria (sensor, quantity, version, source, built_at, from_minute, to_minute, mean,"
                        + " deviation, window_share, profile, in_use)"
                        + " SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0 FROM sensor WHERE name = ?")) {
            statement.setString(1, version.quantity().word());
            statement.setInt(2, version.version());
            statement.setString(3, version.source());
            statement.setLong(4, version.builtAt().epochSecond());
            statement.setLong(5, version.from().epochSecond());
            statement.setLong(6, version.to().epochSecond());
            statement.setDouble(7, version.mean());
            statement.setDouble(8, version.deviation());
            statement.setDouble(9, version.windowShare());
            statement.setBytes(10, version.profile());
            statement.setString(11, version.sensor().text());
            statement.executeUpdate();
        }
    }

    static Optional<Version> find(Connection connection, SensorId sensor, Quantity quantity, int version)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                CriteriaStore.SELECT + " WHERE s.name = ? AND c.quantity = ? AND c.version = ?")) {
            statement.setString(1, sensor.text());
            statement.setString(2, quantity.word());
            statement.setInt(3, version);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(CriteriaStore.version(row)) : Optional.empty();
            }
        }
    }

    /** Late readings from before this cannot go back: what was kept belongs to the old criteria. */
    static void use(Connection connection, Version version, CriteriaRecords.Adoption adoption) throws SQLException {
        int sensor = sensor(connection, version.sensor());
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE criteria SET in_use = (version = ?) WHERE sensor = ? AND quantity = ?")) {
            statement.setInt(1, version.version());
            statement.setInt(2, sensor);
            statement.setString(3, version.quantity().word());
            statement.executeUpdate();
        }
        Remembered after = adoption.adopt(remembered(connection, sensor), version);
        update(connection, "UPDATE detection_memory SET memory = ?2 WHERE sensor = ?1", sensor, after.memory());
        update(
                connection,
                "INSERT OR REPLACE INTO detection_profile (sensor, profiles) VALUES (?1, ?2)",
                sensor,
                after.profiles());
        try (PreparedStatement statement =
                connection.prepareStatement("DELETE FROM detection_snapshot WHERE sensor = ?")) {
            statement.setInt(1, sensor);
            statement.executeUpdate();
        }
        MemoryTable.changed(connection);
    }

    private static int sensor(Connection connection, SensorId sensor) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT id FROM sensor WHERE name = ?")) {
            statement.setString(1, sensor.text());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getInt(1) : 0;
            }
        }
    }

    private static Remembered remembered(Connection connection, int sensor) throws SQLException {
        return new Remembered(
                bytes(connection, "SELECT memory FROM detection_memory WHERE sensor = ?", sensor),
                bytes(connection, "SELECT profiles FROM detection_profile WHERE sensor = ?", sensor));
    }

    private static byte[] bytes(Connection connection, String sql, int sensor) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, sensor);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getBytes(1) : NOTHING;
            }
        }
    }

    private static void update(Connection connection, String sql, int sensor, byte[] bytes) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, sensor);
            statement.setBytes(2, bytes);
            statement.executeUpdate();
        }
    }
}
