package io.nightflow.store;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Method;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The alerts, and which of them are still to be staged for the device or offered to integrators' routes. */
public final class AlertStore {
    /**
     * An alert with the number that names it.
     *
     * @param number grows with each.
     * @param alert what it says.
     */
    public record Numbered(long number, Alert alert) {}

    /** Where an alert goes. */
    public enum Way {
        /** To the device, through the staging directory of the alerts lane. */
        STAGED,
        /** To integrators' routes. */
        OFFERED
    }

    private final Database database;

    /** Over this database. */
    public AlertStore(Database database) {
        this.database = database;
    }

    /** Adds alerts that no reading caused. */
    public CompletableFuture<Integer> add(List<Alert> alerts) {
        return database.write(connection -> {
            AlertTable.add(connection, alerts);
            return alerts.size();
        });
    }

    /** Those that have not gone a way yet, oldest first, at most {@code max}. */
    public List<Numbered> waiting(Way way, int max) {
        return database.read("reading alerts", connection -> {
            List<Numbered> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT number, sensor, minute, quantity, method, stage, event, is_end, value, expected, minutes,"
                            + " volume, reason FROM alert WHERE " + column(way) + " = 0 ORDER BY number LIMIT ?")) {
                statement.setInt(1, max);
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    found.add(new Numbered(row.getLong(1), alert(row)));
                }
            }
            return found;
        });
    }

    /** Notes that an alert has gone a way. */
    public CompletableFuture<Integer> done(Way way, long number) {
        return database.write(connection -> done(connection, way, number));
    }

    private static int done(Connection connection, Way way, long number) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE alert SET " + column(way) + " = 1 WHERE number = ?")) {
            statement.setLong(1, number);
            return statement.executeUpdate();
        }
    }

    private static String column(Way way) {
        return way == Way.STAGED ? "staged" : "offered";
    }

    private static Alert alert(ResultSet row) throws SQLException {
        return new Alert(
                new SensorId(row.getString(2)),
                new Minute(row.getLong(3)),
                Quantity.find(row.getString(4)),
                Method.find(row.getString(5)),
                Stage.values()[row.getInt(6)],
                EventKind.find(row.getString(7)).orElse(EventKind.METER_FAULT),
                row.getBoolean(8),
                RealColumn.get(row, 9),
                RealColumn.get(row, 10),
                row.getLong(11),
                row.getDouble(12),
                row.getString(13));
    }
}
