package io.nightflow.store;

import io.nightflow.detect.MinuteRecords;
import io.nightflow.detect.MinuteStore;
import io.nightflow.reading.Minute;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Judged minutes. Findings, what detection remembers, and the rows for the device are written in one transaction, so a
 * restart in the middle of anything judges nothing twice and forgets nothing.
 */
public final class ResultStore implements MinuteStore {
    /**
     * A judged minute that is not staged yet.
     *
     * @param number grows with each; names the put into the staging directory.
     * @param minute the minute.
     * @param rows the result rows as they are staged.
     */
    public record Outgoing(long number, Minute minute, List<String> rows) {}

    private final Database database;
    private final LongSupplier nanos;

    /** Over this database. */
    public ResultStore(Database database) {
        this(database, System::nanoTime);
    }

    /** The same with another clock for how long a transaction takes. */
    public ResultStore(Database database, LongSupplier nanos) {
        this.database = database;
        this.nanos = nanos;
    }

    @Override
    public <T> CompletableFuture<T> judging(Minute now, Function<MinuteRecords, T> work) {
        return database.write(connection -> Sql.open(() -> {
            try (JudgingTables tables = new JudgingTables(connection, now)) {
                return work.apply(tables);
            }
        }));
    }

    @Override
    public long nanoTime() {
        return nanos.getAsLong();
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
}
