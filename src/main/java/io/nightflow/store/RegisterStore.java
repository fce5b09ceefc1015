package io.nightflow.store;

import io.nightflow.reading.Minute;
import io.nightflow.reading.RegisterReading;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** How registers of meters stood, a row a minute. */
public final class RegisterStore {
    private static final int STANDS_MAX = 60; // after an hour of standing its minutes were given out

    private final Transactions database;

    /** Of a database. */
    public RegisterStore(Transactions database) {
        this.database = database;
    }

    /**
     * Where a register stands.
     *
     * @param reading the first one since it stands so.
     * @param next the minute after the newest that has a flow.
     */
    public record Last(RegisterReading reading, Minute next) {}

    /** The newest of a sensor; empty where none was kept. */
    public Optional<Last> last(SensorId sensor) {
        return database.read("reading how a register stood", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT r.minute, r.second, r.total, r.sensor FROM meter_register r JOIN sensor s ON s.id = r.sensor"
                            + " WHERE s.name = ? ORDER BY r.minute DESC LIMIT " + STANDS_MAX)) {
                statement.setString(1, sensor.text());
                try (ResultSet row = statement.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    RegisterReading first = reading(sensor, row);
                    Minute next = next(connection, row.getInt(4), first.minute());
                    while (row.next() && row.getDouble(3) == first.total()) {
                        first = reading(sensor, row);
                    }
                    return Optional.of(new Last(first, next));
                }
            }
        });
    }

    private static RegisterReading reading(SensorId sensor, ResultSet row) throws SQLException {
        return new RegisterReading(sensor, new Minute(row.getLong(1)), row.getLong(2), row.getDouble(3), false);
    }

    private static Minute next(Connection connection, int sensor, Minute newest) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT max(minute) FROM reading WHERE minute >= ? AND minute <= ?"
                        + " AND sensor = ? AND flow IS NOT NULL")) {
            statement.setLong(1, newest.plus(-STANDS_MAX * 2L).epochSecond());
            statement.setLong(2, newest.epochSecond());
            statement.setInt(3, sensor);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getString(1) != null
                        ? new Minute(row.getLong(1)).plus(1)
                        : newest.plus(-STANDS_MAX);
            }
        }
    }

    static void save(Connection connection, List<RegisterReading> readings, SensorTable.Ids ids) throws SQLException {
        if (readings.isEmpty()) {
            return;
        }
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO meter_register (minute, sensor, second, total, exchanged)"
                        + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (minute, sensor) DO UPDATE SET second = excluded.second,"
                        + " total = excluded.total, exchanged = max(exchanged, excluded.exchanged)"
                        + " WHERE excluded.second >= second")) {
            for (RegisterReading reading : readings) {
                OptionalInt sensor = ids.of(reading.sensor());
                if (sensor.isPresent()) {
                    statement.setLong(1, reading.minute().epochSecond());
                    statement.setInt(2, sensor.getAsInt());
                    statement.setLong(3, reading.second());
                    statement.setDouble(4, reading.total());
                    statement.setInt(5, reading.isExchanged() ? 1 : 0);
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }
}
