package io.nightflow.store;

import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

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

    private static final String DUE_MINUTES = "SELECT minute FROM due_minute WHERE minute < ? ORDER BY minute LIMIT ?";

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

    /**
     * How far a transaction came.
     *
     * @param minutes that it judged.
     * @param again whether there is more to judge at once.
     */
    public record Progress(int minutes, boolean again) {}

    /** Judges the oldest due minutes before a minute, at most {@code minutesMax}, and what came late. */
    public <S> CompletableFuture<Progress> judgeDue(Minute before, int minutesMax, Judge<S> judge) {
        return database.write(connection -> {
            try (ResultWriter results = new ResultWriter(connection);
                    MemoryTable memory = new MemoryTable(connection)) {
                List<Minute> due = dueMinutes(connection, before, minutesMax);
                Progress progress = new JudgeRun<>(connection, before, judge, results, memory, nanos).run(due);
                return new Progress(progress.minutes(), progress.again() || due.size() == minutesMax);
            }
        });
    }

    /**
     * Raises an alert for each sensor that has become silent: listed, or heard for a day, and not heard for {@code minutes}.
     *
     * @param now no reading of this minute can be there yet.
     * @param listeningSince the first minute whose readings could have been heard.
     */
    public CompletableFuture<List<SensorId>> raiseSilence(Minute now, long minutes, Minute listeningSince) {
        return database.write(connection -> SilentSensors.raise(connection, now, minutes, listeningSince));
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
}
