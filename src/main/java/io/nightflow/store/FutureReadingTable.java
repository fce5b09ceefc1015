package io.nightflow.store;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The table of readings whose minute our clock has not reached: they wait for it, a day and a half of 100 sensors. */
final class FutureReadingTable {
    static final int WAITING_MAX = 200_000;
    private static final int TAKEN_MAX = 5_000;

    private FutureReadingTable() {}

    /** Lets readings wait; whoever brings them has asked whether there is room. */
    static void add(Connection connection, List<Reading> readings) throws SQLException {
        if (readings.isEmpty()) {
            return;
        }
        try (PreparedStatement insert =
                connection.prepareStatement("INSERT OR REPLACE INTO early_reading (minute, sensor, flow, pressure,"
                        + " quality) VALUES (?, ?, ?, ?, ?)")) {
            for (Reading reading : readings) {
                insert.setLong(1, reading.minute().epochSecond());
                insert.setString(2, reading.sensor().text());
                RealColumn.set(insert, 3, reading.flow());
                RealColumn.set(insert, 4, reading.pressure());
                insert.setInt(5, reading.quality().ordinal());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** How many wait. */
    static int waiting(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM early_reading")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    /** The oldest up to a minute, out of the table; at most 5,000, but each minute whole. */
    static List<Reading> take(Connection connection, Minute upTo) throws SQLException {
        List<Reading> taken = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement("SELECT minute, sensor, flow, pressure, quality"
                + " FROM early_reading WHERE minute <= ? ORDER BY minute")) {
            select.setLong(1, upTo.epochSecond());
            ResultSet row = select.executeQuery();
            while (row.next() && isRoom(taken, row.getLong(1))) {
                taken.add(new Reading(
                        new SensorId(row.getString(2)),
                        new Minute(row.getLong(1)),
                        RealColumn.get(row, 3),
                        RealColumn.get(row, 4),
                        Quality.values()[row.getInt(5)]));
            }
        }
        if (!taken.isEmpty()) {
            forget(connection, taken.get(taken.size() - 1).minute());
        }
        return taken;
    }

    private static boolean isRoom(List<Reading> taken, long minute) {
        return taken.size() < TAKEN_MAX || taken.get(taken.size() - 1).minute().epochSecond() == minute;
    }

    private static void forget(Connection connection, Minute upTo) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM early_reading WHERE minute <= ?")) {
            delete.setLong(1, upTo.epochSecond());
            delete.executeUpdate();
        }
    }
}
