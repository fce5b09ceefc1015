package io.nightflow.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What is known of the machine's clock, over a restart: a clock that is wrong then must not be believed for that. */
public final class ClockStore {
    /** A row of the table {@code clock}; see there. */
    public record Row(String boot, long bootSecond, long wall, long shown, long agreedSince) {}

    private final Database database;

    /** Over this database. */
    public ClockStore(Database database) {
        this.database = database;
    }

    /** What was known last; empty before the first time. */
    public Optional<Row> read() {
        return database.read("reading what is known of the clock", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                            "SELECT boot, boot_second, wall, shown, agreed_since FROM clock");
                    ResultSet row = statement.executeQuery()) {
                return row.next()
                        ? Optional.of(new Row(
                                row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5)))
                        : Optional.empty();
            }
        });
    }

    /** Keeps it in the place of what was known before. */
    public CompletableFuture<Integer> write(Row row) {
        return database.write(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("INSERT OR REPLACE INTO clock (id, boot, boot_second, wall, shown,"
                            + " agreed_since) VALUES (1, ?, ?, ?, ?, ?)")) {
                statement.setString(1, row.boot());
                statement.setLong(2, row.bootSecond());
                statement.setLong(3, row.wall());
                statement.setLong(4, row.shown());
                statement.setLong(5, row.agreedSince());
                return statement.executeUpdate();
            }
        });
    }
}
