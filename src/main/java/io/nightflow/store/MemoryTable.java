package io.nightflow.store;

import io.nightflow.reading.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;

/** The table of what detection remembers, for one transaction, which asks for thousands of sensors: prepared once. */
final class MemoryTable implements AutoCloseable {
    private static final byte[] NOTHING = {};
    private static final String SELECT = "SELECT m.memory, m.silent_since, p.profiles"
            + " FROM (SELECT ?1 AS sensor) s LEFT JOIN detection_memory m ON m.sensor = s.sensor"
            + " LEFT JOIN detection_profile p ON p.sensor = s.sensor";
    private static final String INSERT =
            "INSERT INTO detection_memory (memory, last_minute, silent_since, sensor, first_minute)"
                    + " VALUES (?1, ?2, ?3, ?4, coalesce((SELECT min(minute) FROM detection_snapshot"
                    + " WHERE sensor = ?4), ?2))";
    private static final String UPDATE = "UPDATE detection_memory SET memory = ?1, last_minute = ?2, silent_since = ?3,"
            + " first_minute = min(first_minute, coalesce((SELECT min(minute)"
            + " FROM detection_snapshot WHERE sensor = ?4), first_minute)) WHERE sensor = ?4";

    private final PreparedStatement select;
    private final PreparedStatement insert;
    private final PreparedStatement update;

    MemoryTable(Connection connection) throws SQLException {
        select = connection.prepareStatement(SELECT);
        insert = connection.prepareStatement(INSERT);
        update = connection.prepareStatement(UPDATE);
    }

    /**
     * What is remembered of a sensor.
     *
     * @param isNew whether it has no row yet.
     * @param memory as the judge wrote it; empty for none.
     * @param silentSince the minute since which nothing has come, epoch seconds; 0 where it is heard.
     * @param profiles as the judge wrote them; empty for none.
     */
    record Row(boolean isNew, byte[] memory, long silentSince, byte[] profiles) {}

    Row load(int sensor) throws SQLException {
        select.setInt(1, sensor);
        try (ResultSet row = select.executeQuery()) {
            row.next();
            byte[] memory = row.getBytes(1);
            byte[] profiles = row.getBytes(3);
            return new Row(
                    memory == null,
                    memory == null ? NOTHING : memory,
                    row.getLong(2),
                    profiles == null ? NOTHING : profiles);
        }
    }

    void save(int sensor, boolean isNew, byte[] memory, Minute last, long silentSince) throws SQLException {
        PreparedStatement statement = isNew ? insert : update;
        statement.setBytes(1, memory);
        statement.setLong(2, last.epochSecond());
        if (silentSince == 0) {
            statement.setNull(3, Types.INTEGER);
        } else {
            statement.setLong(3, silentSince);
        }
        statement.setInt(4, sensor);
        statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        try (select;
                insert;
                update) {
            // each, whatever becomes of the others
        }
    }
}
