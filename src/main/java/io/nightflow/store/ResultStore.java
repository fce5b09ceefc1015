package io.nightflow.store;

import io.nightflow.detect.MinuteRecords;
import io.nightflow.detect.MinuteStore;
import io.nightflow.reading.Minute;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    private final Transactions database;
    private final LongSupplier nanos;
    private final Optional<String> owner;

    /** Over this database. */
    public ResultStore(Transactions database) {
        this(database, System::nanoTime);
    }

    /** The same with another clock for how long a transaction takes. */
    public ResultStore(Transactions database, LongSupplier nanos) {
        this(database, nanos, Optional.empty());
    }

    private ResultStore(Transactions database, LongSupplier nanos, Optional<String> owner) {
        this.database = database;
        this.nanos = nanos;
        this.owner = owner;
    }

    /** Of one of several workers: it judges while {@link FleetDesk#hold} says so, and no transaction of its after that counts. */
    public static ResultStore ofWorker(Transactions database, String owner) {
        return new ResultStore(database, System::nanoTime, Optional.of(owner));
    }

    @Override
    public <T> CompletableFuture<T> judging(Minute now, Function<MinuteRecords, T> work) {
        return database.write(connection -> Sql.open(() -> {
            if (owner.isPresent()) {
                FleetDesk.fence(connection, owner.get());
            }
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

    /** The judged minutes that are not staged for an audience yet, oldest first, at most {@code max}. */
    public List<Outgoing> outgoing(Audience audience, int max) {
        return database.read("reading the outbox", connection -> {
            List<Outgoing> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement("SELECT number, minute, result FROM outbox"
                    + " WHERE number > coalesce((SELECT number FROM outbox_staged WHERE audience = ?), 0)"
                    + " AND fleet_only <= ? ORDER BY number LIMIT ?")) {
                statement.setString(1, audience.word());
                statement.setInt(2, audience == Audience.FLEET ? 1 : 0);
                statement.setInt(3, max);
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    List<String> rows = row.getString(3).lines().toList();
                    found.add(new Outgoing(row.getLong(1), new Minute(row.getLong(2)), rows));
                }
            }
            return found;
        });
    }

    /** Says who stages: what all of them have staged is forgotten. One that is new begins with what is there. */
    public CompletableFuture<Integer> stageFor(Set<Audience> audiences) {
        return database.write(connection -> {
            for (Audience audience : Audience.values()) {
                BoundSql.update(
                        connection,
                        audiences.contains(audience)
                                ? "INSERT OR IGNORE INTO outbox_staged (audience, number) VALUES (?1, 0)"
                                : "DELETE FROM outbox_staged WHERE audience = ?1",
                        audience.word());
            }
            return audiences.size();
        });
    }

    /** Notes what is staged for an audience, up to this number; what all have staged is forgotten. */
    public CompletableFuture<Integer> staged(Audience audience, long throughNumber) {
        return database.write(connection -> {
            BoundSql.update(
                    connection,
                    "INSERT OR REPLACE INTO outbox_staged (audience, number) VALUES (?1, ?2)",
                    audience.word(),
                    throughNumber);
            return BoundSql.update(
                    connection, "DELETE FROM outbox WHERE number <= (SELECT min(number) FROM outbox_staged)");
        });
    }
}
