package io.nightflow.store;

import io.nightflow.reading.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Up to where each job has done its work: written with the work, in one transaction. */
final class JobStore {
    private JobStore() {}

    static Optional<Minute> doneThrough(Connection connection, String job) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT done_through FROM job WHERE name = ?")) {
            statement.setString(1, job);
            ResultSet row = statement.executeQuery();
            return row.next() ? Optional.of(new Minute(row.getLong(1))) : Optional.empty();
        }
    }

    static void done(Connection connection, String job, Minute through) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT OR REPLACE INTO job (name, done_through) VALUES (?, ?)")) {
            statement.setString(1, job);
            statement.setLong(2, through.epochSecond());
            statement.executeUpdate();
        }
    }
}
