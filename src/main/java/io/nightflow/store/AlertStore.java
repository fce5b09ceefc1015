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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    /** What a newer Nightflow has raised waits for one that knows it: it must not be told as something else. */
    private static final String KNOWN = " AND quantity IN " + words(Quantity.values(), Quantity::word)
            + " AND method IN " + words(Method.values(), Method::word)
            + " AND event IN " + words(EventKind.values(), EventKind::words);

    private static <T> String words(T[] values, Function<T, String> word) {
        return Arrays.stream(values)
                .map(each -> "'" + word.apply(each) + "'")
                .collect(Collectors.joining(", ", "(", ")"));
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

    /** Whether the newest alert of this kind of a sensor is a start: its event has not ended. */
    public boolean isOpen(SensorId sensor, EventKind event) {
        return database.read("reading alerts", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT is_end FROM alert WHERE sensor = ? AND event = ? ORDER BY number DESC LIMIT 1")) {
                statement.setString(1, sensor.text());
                statement.setString(2, event.words());
                ResultSet row = statement.executeQuery();
                return row.next() && !row.getBoolean(1);
            }
        });
    }

    /** Those that have not gone a way yet, oldest first, at most {@code max}. */
    public List<Numbered> waiting(Way way, int max) {
        return database.read("reading alerts", connection -> {
            List<Numbered> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT number, sensor, minute, quantity, method, stage, event, is_end, value, expected, minutes,"
                            + " volume, reason FROM alert WHERE " + column(way) + " = 0 AND planned IS NULL" + KNOWN
                            + " ORDER BY number LIMIT ?")) {
                statement.setInt(1, max);
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    long number = row.getLong(1);
                    alert(row).ifPresent(alert -> found.add(new Numbered(number, alert)));
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

    private static Optional<Alert> alert(ResultSet row) throws SQLException {
        Optional<Quantity> quantity = Quantity.find(row.getString(4));
        Optional<Method> method = Method.find(row.getString(5));
        Optional<EventKind> event = EventKind.find(row.getString(7));
        if (quantity.isEmpty() || method.isEmpty() || event.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Alert(
                new SensorId(row.getString(2)),
                new Minute(row.getLong(3)),
                quantity.get(),
                method.get(),
                Stage.values()[row.getInt(6)],
                event.get(),
                row.getBoolean(8),
                RealColumn.get(row, 9),
                RealColumn.get(row, 10),
                row.getLong(11),
                row.getDouble(12),
                row.getString(13)));
    }
}
