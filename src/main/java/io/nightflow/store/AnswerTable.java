package io.nightflow.store;

import io.nightflow.reading.Answer;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people have said of nights, within a transaction. */
final class AnswerTable {
    private AnswerTable() {}

    /** All of one sensor, oldest first. */
    static List<Answer> of(Connection connection, SensorId sensor) throws SQLException {
        List<Answer> answers = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT from_day, to_day, kind, who, at, note" + " FROM answer WHERE sensor = ? ORDER BY number")) {
            statement.setString(1, sensor.text());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Optional<Answer.Kind> kind = Answer.Kind.find(row.getString(3));
                    if (kind.isPresent()) {
                        answers.add(new Answer(
                                sensor,
                                row.getLong(1),
                                row.getLong(2),
                                kind.get(),
                                row.getString(4),
                                row.getLong(5),
                                row.getString(6)));
                    }
                }
            }
        }
        return answers;
    }

    /** Keeps an answer, and makes all nights that it can change due. */
    static void add(Connection connection, Answer answer, Optional<Long> alert) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO answer (alert, sensor, from_day,"
                + " to_day, kind, who, at, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?)")) {
            if (alert.isPresent()) {
                statement.setLong(1, alert.get());
            } else {
                statement.setNull(1, java.sql.Types.INTEGER);
            }
            statement.setString(2, answer.sensor().text());
            statement.setLong(3, answer.from());
            statement.setLong(4, answer.to());
            statement.setString(5, answer.kind().words());
            statement.setString(6, answer.who());
            statement.setLong(7, answer.second());
            statement.setString(8, answer.note());
            statement.executeUpdate();
        }
        try (PreparedStatement due = connection.prepareStatement("INSERT OR IGNORE INTO due_night (night, sensor)"
                + " SELECT n.night, n.sensor FROM night n JOIN sensor s ON s.id = n.sensor WHERE s.name = ?"
                + " AND n.night > ?")) { // earlier ones were judged without it
            due.setString(1, answer.sensor().text());
            due.setLong(2, answer.to());
            due.executeUpdate();
        }
    }
}
