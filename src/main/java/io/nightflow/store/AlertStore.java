package io.nightflow.store;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Method;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
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

/** The alerts, and which of them are still to be staged for the device. */
public final class AlertStore {
    /**
     * An alert with the number that names it.
     *
     * @param number grows with each.
     * @param alert what it says.
     */
    public record Numbered(long number, Alert alert) {}

    static final String COLUMNS =
            "number, sensor, minute, quantity, method, stage, event, is_end, value, expected, minutes,"
                    + " volume, reason";
    static final int COLUMN_COUNT = 13;

    /** What a newer Nightflow has raised waits for one that knows it: it must not be told as something else. */
    private static final String KNOWN = " AND quantity IN " + words(Quantity.values(), Quantity::word)
            + " AND method IN " + words(Method.values(), Method::word)
            + " AND event IN " + words(EventKind.values(), EventKind::words);

    private static <T> String words(T[] values, Function<T, String> word) {
        return Arrays.stream(values)
                .map(each -> "'" + word.apply(each) + "'")
                .collect(Collectors.joining(", ", "(", ")"));
    }

    private final Transactions database;

    /** Over this database. */
    public AlertStore(Transactions database) {
        this.database = database;
    }

    /** Adds alerts that no reading caused. */
    public CompletableFuture<Integer> add(List<Alert> alerts) {
        return database.write(connection -> {
            AlertTable.addBeside(connection, alerts);
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

    /** Those since a minute that are still to be staged for an audience, oldest first, at most {@code max}. */
    public List<Numbered> toStage(Audience audience, Minute since, int max) {
        return read(
                "WHERE " + audience.alertColumn() + " = 0 AND planned IS NULL AND minute >= " + since.epochSecond(),
                max);
    }

    /** The beginnings of all events of a kind that have not ended, oldest first. */
    public List<Alert> open(EventKind event) {
        return open(event, "1", "1");
    }

    /** The same of those that one kind of reason begins and another ends, where several tell events of one kind. */
    public List<Alert> open(EventKind event, ReasonKind begins, ReasonKind ends) {
        String either = "(" + is("l", begins) + " OR " + is("l", ends) + ")";
        return open(event, is("alert", begins), either);
    }

    private static String is(String table, ReasonKind kind) {
        return "(" + table + ".reason || '|') LIKE '" + kind.word() + "|%'";
    }

    private List<Alert> open(EventKind event, String begun, String later) {
        return read(
                        "WHERE is_end = 0 AND event = '" + event.words() + "' AND " + begun
                                + " AND NOT EXISTS (SELECT 1 FROM alert l WHERE l.sensor = alert.sensor"
                                + " AND l.event = alert.event AND l.number > alert.number AND " + later + ")",
                        Integer.MAX_VALUE)
                .stream()
                .map(Numbered::alert)
                .toList();
    }

    private List<Numbered> read(String which, int max) {
        return database.read("reading alerts", connection -> {
            List<Numbered> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT " + COLUMNS + " FROM alert " + which + KNOWN + " ORDER BY number LIMIT ?")) {
                statement.setInt(1, max);
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    read(row, 1).ifPresent(found::add);
                }
            }
            return found;
        });
    }

    /** What was raised after a number and is not held back by announced work, oldest first. */
    public List<Numbered> raised(long after, int max) {
        return read("WHERE number > " + after + " AND planned IS NULL", max);
    }

    /** Notes that an alert is staged for an audience. */
    public CompletableFuture<Integer> staged(Audience audience, long number) {
        return database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "UPDATE alert SET " + audience.alertColumn() + " = 1 WHERE number = ?")) {
                statement.setLong(1, number);
                return statement.executeUpdate();
            }
        });
    }

    /** From {@link #COLUMNS}, the first of which is column {@code at}; empty where its words are not known here. */
    static Optional<Numbered> read(ResultSet row, int at) throws SQLException {
        Optional<Quantity> quantity = Quantity.find(row.getString(at + 3));
        Optional<Method> method = Method.find(row.getString(at + 4));
        Optional<EventKind> event = EventKind.find(row.getString(at + 6));
        if (quantity.isEmpty() || method.isEmpty() || event.isEmpty()) {
            return Optional.empty();
        }
        Alert alert = new Alert(
                new SensorId(row.getString(at + 1)),
                new Minute(row.getLong(at + 2)),
                quantity.get(),
                method.get(),
                Stage.values()[row.getInt(at + 5)],
                event.get(),
                row.getBoolean(at + 7),
                RealColumn.get(row, at + 8),
                RealColumn.get(row, at + 9),
                row.getLong(at + 10),
                row.getDouble(at + 11),
                Reason.parse(row.getString(at + 12)));
        return Optional.of(new Numbered(row.getLong(at), alert));
    }
}
