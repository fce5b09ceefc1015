package io.nightflow.store;

import io.nightflow.reading.Forecast;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Judged minutes. Findings, what detection remembers, and the rows for the device are written in one transaction, so a
 * restart in the middle of anything judges nothing twice and forgets nothing.
 */
public final class ResultStore {
    /**
     * A judged minute that is not staged yet.
     *
     * @param number grows with each; names the put into the staging directory.
     * @param minute the minute.
     * @param rows the result rows as they are staged.
     */
    public record Outgoing(long number, Minute minute, List<String> rows) {}

    private record DueReading(int sensor, Reading reading, Forecast forecast) {}

    private static final String DUE_MINUTES = "SELECT minute FROM due_minute WHERE minute < ? ORDER BY minute LIMIT ?";
    private static final String DUE_READINGS =
            "SELECT r.sensor, s.name, r.flow, r.pressure, r.quality, f.flow, f.pressure"
                    + " FROM reading r JOIN sensor s ON s.id = r.sensor"
                    + " LEFT JOIN forecast f ON f.hour = r.minute AND f.sensor = r.sensor AND f.made_at = r.minute"
                    + " WHERE r.minute = ? AND r.judged = 0 ORDER BY s.name";

    private final Database database;

    /** Over this database. */
    public ResultStore(Database database) {
        this.database = database;
    }

    /** Judges the oldest due minutes before a minute, at most {@code minutesMax}; gives how many it judged. */
    public CompletableFuture<Integer> judgeDue(Minute before, int minutesMax, Judge judge) {
        return database.write(connection -> {
            List<Minute> due = dueMinutes(connection, before, minutesMax);
            Map<Integer, String> memories = new HashMap<>();
            for (Minute minute : due) {
                judge(connection, minute, judge, memories);
            }
            saveMemories(connection, memories);
            return due.size();
        });
    }

    /** The database's own name, 8 letters: tells its outbox numbers from those of any other database. */
    public String identity() {
        return database.read("reading the database's name", connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT name FROM identity");
                    ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "unnamed";
            }
        });
    }

    /** The judged minutes that are not staged yet, oldest first, at most {@code max}. */
    public List<Outgoing> outgoing(int max) {
        return database.read("reading the outbox", connection -> {
            List<Outgoing> found = new ArrayList<>();
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT number, minute, result FROM outbox ORDER BY number LIMIT ?")) {
                statement.setInt(1, max);
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    List<String> rows = row.getString(3).lines().toList();
                    found.add(new Outgoing(row.getLong(1), new Minute(row.getLong(2)), rows));
                }
            }
            return found;
        });
    }

    /** Forgets what is staged, up to this number. */
    public CompletableFuture<Integer> staged(long throughNumber) {
        return database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("DELETE FROM outbox WHERE number <= ?")) {
                statement.setLong(1, throughNumber);
                return statement.executeUpdate();
            }
        });
    }

    private static List<Minute> dueMinutes(Connection connection, Minute before, int max) throws SQLException {
        List<Minute> due = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DUE_MINUTES)) {
            statement.setLong(1, before.epochSecond());
            statement.setInt(2, max);
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                due.add(new Minute(row.getLong(1)));
            }
        }
        return due;
    }

    private static void judge(Connection connection, Minute minute, Judge judge, Map<Integer, String> memories)
            throws SQLException {
        List<String> rows = new ArrayList<>();
        try (PreparedStatement outlier = connection.prepareStatement(
                        "INSERT OR REPLACE INTO outlier (minute, sensor, flow_stages, pressure_stages, flow_reason,"
                                + " pressure_reason) VALUES (?, ?, ?, ?, ?, ?)");
                PreparedStatement mark =
                        connection.prepareStatement("UPDATE reading SET judged = ? WHERE minute = ? AND sensor = ?")) {
            for (DueReading due : dueReadings(connection, minute)) {
                String memory = memories.containsKey(due.sensor())
                        ? memories.get(due.sensor())
                        : memory(connection, due.sensor());
                Judge.Judged judged = judge.judge(due.reading(), memory, due.forecast());
                memories.put(due.sensor(), judged.memory());
                rows.add(judged.row());
                addOutlier(outlier, minute, due.sensor(), judged);
                addMark(mark, minute, due.sensor(), judged);
            }
            outlier.executeBatch();
            mark.executeBatch();
        }
        if (!rows.isEmpty()) {
            addOutgoing(connection, minute, rows);
        }
        try (PreparedStatement done = connection.prepareStatement("DELETE FROM due_minute WHERE minute = ?")) {
            done.setLong(1, minute.epochSecond());
            done.executeUpdate();
        }
    }

    private static List<DueReading> dueReadings(Connection connection, Minute minute) throws SQLException {
        List<DueReading> due = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DUE_READINGS)) {
            statement.setLong(1, minute.epochSecond());
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                Reading reading = new Reading(
                        new SensorId(row.getString(2)),
                        minute,
                        value(row, 3),
                        value(row, 4),
                        Quality.values()[row.getInt(5)]);
                due.add(new DueReading(row.getInt(1), reading, new Forecast(row.getDouble(6), row.getDouble(7))));
            }
        }
        return due;
    }

    /** A column that may be null, as NaN. */
    static double value(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Double.NaN : value;
    }

    private static String memory(Connection connection, int sensor) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT memory FROM detection_memory WHERE sensor = ?")) {
            statement.setInt(1, sensor);
            ResultSet row = statement.executeQuery();
            return row.next() ? row.getString(1) : "";
        }
    }

    private static void saveMemories(Connection connection, Map<Integer, String> memories) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT OR REPLACE INTO detection_memory (sensor, memory) VALUES (?, ?)")) {
            for (Map.Entry<Integer, String> memory : memories.entrySet()) {
                statement.setInt(1, memory.getKey());
                statement.setString(2, memory.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void addOutlier(PreparedStatement outlier, Minute minute, int sensor, Judge.Judged judged)
            throws SQLException {
        outlier.setLong(1, minute.epochSecond());
        outlier.setInt(2, sensor);
        outlier.setString(3, judged.flow().stages().digits());
        outlier.setString(4, judged.pressure().stages().digits());
        outlier.setString(5, judged.flow().reason());
        outlier.setString(6, judged.pressure().reason());
        outlier.addBatch();
    }

    private static void addMark(PreparedStatement mark, Minute minute, int sensor, Judge.Judged judged)
            throws SQLException {
        mark.setInt(1, 1 + (judged.flow().faulty() ? 2 : 0) + (judged.pressure().faulty() ? 4 : 0));
        mark.setLong(2, minute.epochSecond());
        mark.setInt(3, sensor);
        mark.addBatch();
    }

    private static void addOutgoing(Connection connection, Minute minute, List<String> rows) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO outbox (minute, result) VALUES (?, ?)")) {
            statement.setLong(1, minute.epochSecond());
            statement.setString(2, String.join("\n", rows));
            statement.executeUpdate();
        }
    }
}
