package io.nightflow.store;

import io.nightflow.forecast.ModelRecords;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Every model that was ever offered, with its file and card; one of a quantity is in use. */
public final class ModelStore implements ModelRecords {
    private final Transactions database;

    /** Over this database. */
    public ModelStore(Transactions database) {
        this.database = database;
    }

    @Override
    public List<Version> versions() {
        return database.read("reading models", connection -> {
            List<Version> versions = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT quantity, version, taken_at, state, reason FROM model ORDER BY quantity, taken_at DESC, version")) {
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    Optional<Quantity> quantity = Quantity.find(row.getString(1));
                    Optional<State> state = State.find(row.getString(4));
                    if (quantity.isPresent() && state.isPresent()) { // else a newer Nightflow wrote it
                        versions.add(new Version(
                                quantity.get(),
                                row.getString(2),
                                new Minute(row.getLong(3)),
                                state.get(),
                                row.getString(5)));
                    }
                }
            }
            return versions;
        });
    }

    @Override
    public Optional<Content> content(Quantity quantity, String version) {
        return database.read("reading model " + version, connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("SELECT file, card FROM model WHERE quantity = ? AND version = ?")) {
                statement.setString(1, quantity.word());
                statement.setString(2, version);
                ResultSet row = statement.executeQuery();
                return row.next() ? Optional.of(new Content(row.getBytes(1), row.getBytes(2))) : Optional.empty();
            }
        });
    }

    @Override
    public CompletableFuture<Integer> add(Version version, Content content) {
        return database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement("INSERT OR REPLACE INTO model"
                    + " (quantity, version, taken_at, state, reason, card, file) VALUES (?, ?, ?, ?, ?, ?, ?)")) {
                statement.setString(1, version.quantity().word());
                statement.setString(2, version.version());
                statement.setLong(3, version.takenAt().epochSecond());
                statement.setString(4, version.state().word());
                statement.setString(5, version.reason());
                statement.setBytes(6, content.card());
                statement.setBytes(7, content.file());
                statement.executeUpdate();
            }
            return version.state() == State.IN_USE ? use(connection, version.quantity(), version.version()) : 0;
        });
    }

    @Override
    public CompletableFuture<Integer> use(Quantity quantity, String version) {
        return database.write(connection -> use(connection, quantity, version));
    }

    private static int use(Connection connection, Quantity quantity, String version) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "UPDATE model SET state = CASE version WHEN ?2 THEN 'in use' ELSE 'kept' END, reason = ''"
                        + " WHERE quantity = ?1 AND (version = ?2 OR state = 'in use')"
                        + " AND EXISTS (SELECT 1 FROM model WHERE quantity = ?1 AND version = ?2)")) {
            statement.setString(1, quantity.word());
            statement.setString(2, version);
            return statement.executeUpdate();
        }
    }
}
