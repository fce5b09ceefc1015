package io.nightflow.store;

import io.nightflow.reading.Answer;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reason;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The alerts as people go through them: what was raised, what it was said to be, what is to be said of it. */
public final class AlertBook {
    private static final String COLUMNS = "SELECT a.number, a.sensor, a.minute, a.event, a.is_end, a.reason,"
            + " a.planned IS NOT NULL, n.kind, n.who FROM alert a"
            + " LEFT JOIN answer n ON n.number = (SELECT max(number) FROM answer WHERE alert = a.number)";

    /**
     * One that was raised.
     *
     * @param number names it.
     * @param event as operators call it.
     * @param isPlanned whether it is kept back, or was, for announced work.
     * @param answer what was said of it last; empty where nothing was.
     * @param who said so.
     */
    public record Raised(
            long number,
            SensorId sensor,
            Minute minute,
            String event,
            boolean isEnd,
            Reason reason,
            boolean isPlanned,
            String answer,
            String who) {}

    private final Transactions database;

    /** Over this database. */
    public AlertBook(Transactions database) {
        this.database = database;
    }

    /** The newest ones, the newest first; of one sensor where it is given. */
    public List<Raised> newest(Optional<SensorId> sensor, int max) {
        return database.read("reading alerts", connection -> {
            List<Raised> found = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    COLUMNS + " WHERE ?1 = '' OR a.sensor = ?1 ORDER BY a.number DESC LIMIT ?2")) {
                statement.setString(1, sensor.map(SensorId::text).orElse(""));
                statement.setInt(2, max);
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    found.add(raised(row));
                }
            }
            return found;
        });
    }

    /** One by its number. */
    public Optional<Raised> find(long number) {
        return database.read("reading an alert", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(COLUMNS + " WHERE a.number = ?")) {
                statement.setLong(1, number);
                ResultSet row = statement.executeQuery();
                return row.next() ? Optional.of(raised(row)) : Optional.<Raised>empty();
            }
        });
    }

    private static Raised raised(ResultSet row) throws SQLException {
        boolean isAnswered = row.getString(8) != null;
        return new Raised(
                row.getLong(1),
                new SensorId(row.getString(2)),
                new Minute(row.getLong(3)),
                row.getString(4),
                row.getBoolean(5),
                Reason.parse(row.getString(6)),
                row.getBoolean(7),
                isAnswered ? row.getString(8) : "",
                isAnswered ? row.getString(9) : "");
    }

    /**
     * Answers an alert; a leak's answer is said of its nights, from the first to the newest that was judged, another's of its
     * day.
     *
     * @param day the local date of the alert, in days since 1970.
     */
    public CompletableFuture<Answer> answer(
            Raised alert, long day, Answer.Kind kind, String who, long second, String note) {
        return database.write(connection -> {
            boolean leak = alert.event().equals(EventKind.LEAK.words());
            long from = leak ? night(connection, alert.sensor(), "since", day).orElse(day) : day;
            long to = leak
                    ? night(connection, alert.sensor(), "night", Long.MAX_VALUE).orElse(day)
                    : day;
            Answer answer = new Answer(alert.sensor(), Math.min(from, day), Math.max(day, to), kind, who, second, note);
            AnswerTable.add(connection, answer, Optional.of(alert.number()));
            return answer;
        });
    }

    /** Says something of nights themselves. */
    public CompletableFuture<Answer> say(Answer answer) {
        return database.write(connection -> {
            AnswerTable.add(connection, answer, Optional.empty());
            return answer;
        });
    }

    /** A column of the newest judged night up to a day; empty where there is none. */
    private static Optional<Long> night(Connection connection, SensorId sensor, String column, long upTo)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT n." + column + " FROM night n"
                + " JOIN sensor s ON s.id = n.sensor WHERE s.name = ? AND n.night <= ? AND n.verdict <> 'INCOMPLETE'"
                + " ORDER BY n.night DESC LIMIT 1")) {
            statement.setString(1, sensor.text());
            statement.setLong(2, upTo);
            ResultSet row = statement.executeQuery();
            return row.next() && row.getString(1) != null ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }
}
