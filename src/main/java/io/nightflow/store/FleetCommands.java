package io.nightflow.store;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stages;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What commands of the fleet were answered, and what they do in the database: both in one transaction. */
public final class FleetCommands {
    private static final int KEPT = 1_000;

    /** Makes the row of a judged reading as it is staged for the fleet. */
    public interface RowOf {
        /** Of a reading with its stages, the quality as an ordinal. */
        String row(Reading reading, Stages flow, Stages pressure);

        /** Of an alert. */
        String row(Alert alert);
    }

    private final Database database;
    private final RowOf rows;

    /** Over this database. */
    public FleetCommands(Database database, RowOf rows) {
        this.database = database;
        this.rows = rows;
    }

    /** What a command was answered before. */
    public Optional<String> answered(String id) {
        return database.read("reading commands of the fleet", connection -> answered(connection, id));
    }

    /** Remembers what a command is answered; the first answer holds. */
    public String answer(String id, String answer, long at) {
        return database.write(connection -> remember(connection, id, answer, at))
                .join();
    }

    /**
     * Puts what the database has of these minutes into the outbox again, for the fleet alone, and its alerts.
     *
     * @param through excluded.
     * @return the answer.
     */
    public String restage(String id, Minute from, Minute through, long at) {
        return database.write(connection -> {
                    Optional<String> before = answered(connection, id);
                    if (before.isPresent()) {
                        return before.get();
                    }
                    int minutes = restage(connection, from, through);
                    int alerts = restageAlerts(connection, from, through);
                    return remember(connection, id, "ok," + minutes + " minutes," + alerts + " alerts", at);
                })
                .join();
    }

    private int restage(Connection connection, Minute from, Minute through) throws SQLException {
        int minutes = 0;
        try (PreparedStatement select = connection.prepareStatement(
                        "SELECT r.minute, s.name, r.flow, r.pressure, r.quality, r.flow_stages, r.pressure_stages FROM"
                                + " reading r JOIN sensor s ON s.id = r.sensor WHERE r.minute >= ? AND r.minute < ?"
                                + " AND r.flow_stages IS NOT NULL ORDER BY r.minute, s.name");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO outbox (minute, result, fleet_only) VALUES (?, ?, 1)")) {
            select.setLong(1, from.epochSecond());
            select.setLong(2, through.epochSecond());
            List<String> ofMinute = new ArrayList<>();
            long minute = -1;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (row.getLong(1) != minute) {
                        minutes += put(insert, minute, ofMinute);
                        ofMinute.clear();
                        minute = row.getLong(1);
                    }
                    ofMinute.add(row(row));
                }
            }
            return minutes + put(insert, minute, ofMinute);
        }
    }

    /** In the outbox like readings: under the number that it had before it would be taken for what was staged already. */
    private int restageAlerts(Connection connection, Minute from, Minute through) throws SQLException {
        int alerts = 0;
        try (PreparedStatement select = connection.prepareStatement("SELECT " + AlertStore.COLUMNS
                        + " FROM alert WHERE minute >= ? AND minute < ? AND planned IS NULL ORDER BY number");
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO outbox (minute, result, fleet_only) VALUES (?, ?, 1)")) {
            select.setLong(1, from.epochSecond());
            select.setLong(2, through.epochSecond());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    Optional<AlertStore.Numbered> alert = AlertStore.read(row, 1);
                    if (alert.isPresent()) {
                        alerts += put(
                                insert,
                                alert.get().alert().minute().epochSecond(),
                                List.of(rows.row(alert.get().alert())));
                    }
                }
            }
        }
        return alerts;
    }

    private String row(ResultSet row) throws SQLException {
        var reading = new Reading(
                new SensorId(row.getString(2)),
                new Minute(row.getLong(1)),
                RealColumn.get(row, 3),
                RealColumn.get(row, 4),
                Quality.values()[row.getInt(5)]);
        return rows.row(reading, Stages.of(Quantity.FLOW, row.getInt(6)), Stages.of(Quantity.PRESSURE, row.getInt(7)));
    }

    private static int put(PreparedStatement insert, long minute, List<String> rows) throws SQLException {
        if (rows.isEmpty()) {
            return 0;
        }
        insert.setLong(1, minute);
        insert.setString(2, String.join("\n", rows));
        insert.executeUpdate();
        return 1;
    }

    private static Optional<String> answered(Connection connection, String id) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT answer FROM fleet_command WHERE id = ?")) {
            statement.setString(1, id);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        }
    }

    private static String remember(Connection connection, String id, String answer, long at) throws SQLException {
        BoundSql.update(
                connection, "INSERT OR IGNORE INTO fleet_command (id, answer, at) VALUES (?1, ?2, ?3)", id, answer, at);
        BoundSql.update(
                connection,
                "DELETE FROM fleet_command WHERE id NOT IN (SELECT id FROM fleet_command ORDER BY at DESC LIMIT ?1)",
                KEPT);
        return answered(connection, id).orElse(answer);
    }
}
