package io.nightflow.store;

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
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/** Readings without a time that wait for the clock to be good; durable, by the machine's boot and the seconds since it. */
public final class HeldReadings {
    /**
     * One of them.
     *
     * @param second since the boot.
     * @param sensor the metering point.
     * @param flow m3/h.
     * @param pressure bar.
     */
    public record Held(long second, SensorId sensor, double flow, double pressure) {}

    private static final int HELD_MAX = 200_000;
    private static final int LOST_KEPT_MAX = 10_000;

    private final Database database;

    /** Over this database. */
    public HeldReadings(Database database) {
        this.database = database;
    }

    /** Holds readings; done when they are on the disk. */
    public CompletableFuture<Integer> hold(String boot, List<Held> readings) {
        return database.write(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO held_reading (boot, second, sensor, flow, pressure) VALUES (?, ?, ?, ?, ?)")) {
                for (Held held : readings) {
                    insert.setString(1, boot);
                    insert.setLong(2, held.second());
                    insert.setString(3, held.sensor().text());
                    RealColumn.set(insert, 4, held.flow());
                    RealColumn.set(insert, 5, held.pressure());
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            return readings.size();
        });
    }

    /**
     * Some of this boot, with the minute that they get.
     *
     * @param readings at most 5,000, the oldest.
     * @param last names the last of them, for {@link #forget}.
     */
    public record Stamped(List<Reading> readings, long last) {}

    /** The oldest of this boot; they stay until they are forgotten. */
    public Stamped stamped(String boot, LongFunction<Minute> minuteOfSecond) {
        return database.read("reading held readings", connection -> {
            List<Reading> readings = new ArrayList<>();
            long last = 0;
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT second, sensor, flow, pressure, rowid FROM held_reading WHERE boot = ?"
                            + " ORDER BY rowid LIMIT 5000")) {
                statement.setString(1, boot);
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    readings.add(new Reading(
                            new SensorId(row.getString(2)),
                            minuteOfSecond.apply(row.getLong(1)),
                            RealColumn.get(row, 3),
                            RealColumn.get(row, 4),
                            Quality.ESTIMATED_TIME));
                    last = row.getLong(5);
                }
            }
            return new Stamped(readings, last);
        });
    }

    /** Forgets those of this boot up to one of them. */
    public CompletableFuture<Integer> forget(String boot, long last) {
        return database.write(connection -> forget(connection, boot, last));
    }

    private static int forget(Connection connection, String boot, long last) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("DELETE FROM held_reading WHERE boot = ? AND rowid <= ?")) {
            delete.setString(1, boot);
            delete.setLong(2, last);
            return delete.executeUpdate();
        }
    }

    /** For how many more there is room. */
    public int room() {
        return HELD_MAX
                - database.read("counting held readings", connection -> {
                    try (PreparedStatement statement =
                                    connection.prepareStatement("SELECT count(*) FROM held_reading");
                            ResultSet row = statement.executeQuery()) {
                        return row.next() ? row.getInt(1) : 0;
                    }
                });
    }

    /** Forgets those of other boots but for the newest 10,000: their time cannot be known any more. */
    public CompletableFuture<Integer> forgetLost(String boot) {
        return database.write(connection -> {
            try (PreparedStatement delete = connection.prepareStatement("DELETE FROM held_reading WHERE boot <> ?1"
                    + " AND rowid <= (SELECT rowid FROM held_reading WHERE boot <> ?1 ORDER BY rowid DESC"
                    + " LIMIT 1 OFFSET ?2)")) {
                delete.setString(1, boot);
                delete.setInt(2, LOST_KEPT_MAX);
                return delete.executeUpdate();
            }
        });
    }

    /** How many are of other boots: their time cannot be known any more. */
    public long lost(String boot) {
        return database.read("counting held readings", connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT count(*) FROM held_reading WHERE boot <> ?")) {
                statement.setString(1, boot);
                ResultSet row = statement.executeQuery();
                return row.next() ? row.getLong(1) : 0L;
            }
        });
    }
}
