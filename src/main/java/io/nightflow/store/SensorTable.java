package io.nightflow.store;

import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sensor names and their row ids. A sensor that no list names is taken all the same and marked so, up to a bound: noise
 * or a miswired bus must not fill the table. Used inside transactions of the writer thread only.
 */
final class SensorTable {
    private final int unlistedMax;
    private final Map<SensorId, Integer> committed = new ConcurrentHashMap<>();

    SensorTable(int unlistedMax) {
        this.unlistedMax = unlistedMax;
    }

    /** Marks exactly these sensors as listed and makes rows for those that have none. */
    static void list(Connection connection, Collection<SensorId> listed) throws SQLException {
        try (PreparedStatement clear = connection.prepareStatement("UPDATE sensor SET listed = 0");
                PreparedStatement mark = connection.prepareStatement(
                        "INSERT INTO sensor (name, listed) VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET listed = 1")) {
            clear.executeUpdate();
            for (SensorId sensor : listed) {
                mark.setString(1, sensor.text());
                mark.executeUpdate();
            }
        }
    }

    /** Sensors that were heard and that no list names. */
    static List<SensorId> heardUnlisted(Connection connection) throws SQLException {
        List<SensorId> names = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT name FROM sensor WHERE listed = 0 AND heard = 1 ORDER BY name");
                ResultSet row = select.executeQuery()) {
            while (row.next()) {
                names.add(new SensorId(row.getString(1)));
            }
        }
        return names;
    }

    /** The ids that one transaction sees; to be {@link #keep kept} once it is committed. */
    Ids open(Connection connection) {
        return new Ids(connection);
    }

    void keep(Ids ids) {
        committed.putAll(ids.found);
    }

    final class Ids {
        private final Connection connection;
        private final Map<SensorId, Integer> found = new HashMap<>();
        private final Set<SensorId> refused = new HashSet<>();
        private final Set<SensorId> fresh = new HashSet<>();
        private int unlisted = -1;

        private Ids(Connection connection) {
            this.connection = connection;
        }

        /** The id of a sensor, made where there is none; empty where there are too many unlisted ones already. */
        OptionalInt of(SensorId sensor) throws SQLException {
            Integer id = committed.get(sensor);
            if (id == null) {
                id = found.get(sensor);
            }
            if (id != null) {
                return OptionalInt.of(id);
            }
            return refused.contains(sensor) ? OptionalInt.empty() : findOrInsert(sensor);
        }

        /** The id of a sensor that was heard or listed before; to ask for it is not to hear it. */
        OptionalInt known(SensorId sensor) throws SQLException {
            Integer id = committed.get(sensor) == null ? found.get(sensor) : committed.get(sensor);
            return id == null ? queryInt("SELECT id FROM sensor WHERE name = ?", sensor.text()) : OptionalInt.of(id);
        }

        Set<SensorId> refused() {
            return refused;
        }

        /** Those that are heard for the first time. */
        Set<SensorId> fresh() {
            return fresh;
        }

        private OptionalInt findOrInsert(SensorId sensor) throws SQLException {
            OptionalInt id = queryInt("SELECT id FROM sensor WHERE name = ?", sensor.text());
            if (id.isEmpty() && unlisted() < unlistedMax) {
                id = queryInt("INSERT INTO sensor (name, listed) VALUES (?, 0) RETURNING id", sensor.text());
                unlisted++;
            }
            if (id.isPresent()) {
                found.put(sensor, id.getAsInt());
                hear(sensor, id.getAsInt());
            } else {
                refused.add(sensor);
            }
            return id;
        }

        private void hear(SensorId sensor, int id) throws SQLException {
            try (PreparedStatement statement =
                    connection.prepareStatement("UPDATE sensor SET heard = 1 WHERE id = ? AND heard = 0")) {
                statement.setInt(1, id);
                if (statement.executeUpdate() > 0) {
                    fresh.add(sensor);
                }
            }
        }

        /** Counted once a transaction, for a first minute may bring thousands of them. */
        private int unlisted() throws SQLException {
            if (unlisted < 0) {
                unlisted = queryInt("SELECT count(*) FROM sensor WHERE listed = 0 AND name <> ?", "")
                        .orElse(0);
            }
            return unlisted;
        }

        private OptionalInt queryInt(String sql, String text) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setString(1, text);
                try (ResultSet row = statement.executeQuery()) {
                    return row.next() ? OptionalInt.of(row.getInt(1)) : OptionalInt.empty();
                }
            }
        }
    }
}
