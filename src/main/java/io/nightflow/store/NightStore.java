package io.nightflow.store;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Answer;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.NightFlow;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Due windows and their 10-minute means, due nights and their verdicts; each in one transaction with what it is made of. */
public final class NightStore {
    private static final String FLOWS =
            "SELECT s.name, r.flow FROM reading r JOIN sensor s ON s.id = r.sensor"
                    + " WHERE r.minute BETWEEN ? AND ? AND r.flow IS NOT NULL AND r.judged & 2 = 0 AND r.quality <> 3"; // 3: estimated
    private static final int TEN_MINUTES = 10;

    /**
     * What a window gives.
     *
     * @param means a mean for each sensor that has one.
     * @param nights the night of each sensor that it belongs to, by the day of its morning.
     */
    public record Measured(List<NightFlow> means, Map<SensorId, Long> nights) {}

    /** Measures a window. */
    @FunctionalInterface
    public interface Measure {
        /** Given the believed flows of each sensor; empty where late minutes are still waited for. */
        Optional<Measured> measure(Minute last, Map<SensorId, List<Double>> flows);
    }

    /**
     * What a night gives.
     *
     * @param night the night.
     * @param alerts a leak that is told, goes on or ended with it.
     * @param answer what the gateway itself says of the nights up to it.
     */
    public record Judged(Night night, List<Alert> alerts, Optional<Answer> answer) {}

    /** Judges a night. */
    public interface NightJudge {
        /** Its first minute and the minute after its last; empty where it has not ended. */
        Optional<Span> span(SensorId sensor, long day);

        /** How leakage follows pressure (N1); NaN where it is not known. */
        double pressureExponent(SensorId sensor);

        /**
         * Judges.
         *
         * @param tens its 10-minute means in order.
         * @param newestFirst the nights before it.
         * @param answers what people have said of nights of this sensor.
         * @param dayFactor for how many hours of the day its leakage counts; NaN where pressure does not say.
         */
        Judged judge(
                SensorId sensor,
                long day,
                List<NightFlow> tens,
                List<Night> newestFirst,
                List<Answer> answers,
                double dayFactor);
    }

    /** From a minute up to another. */
    public record Span(Minute from, Minute to) {}

    private final Database database;

    /** Over this database. */
    public NightStore(Database database) {
        this.database = database;
    }

    /** Measures the oldest due windows that ended before a minute, at most {@code max}; gives how many were done. */
    public CompletableFuture<Integer> measureDue(Minute before, int max, Measure measure) {
        return database.write(connection -> {
            int done = 0;
            for (Minute last : due(connection, before, max)) {
                Map<SensorId, List<Double>> flows = flows(connection, last);
                for (SensorId sensor : NightTable.measured(connection, last)) {
                    flows.putIfAbsent(sensor, List.of()); // all of its flows have turned out faulty
                }
                Optional<Measured> measured = measure.measure(last, flows);
                if (measured.isPresent()) {
                    NightTable.saveWindow(connection, last, measured.get());
                    done++;
                }
            }
            return done;
        });
    }

    /** Judges the oldest due nights that have ended, at most {@code max}; gives how many were done. */
    public CompletableFuture<Integer> judgeDue(int max, NightJudge judge) {
        return database.write(connection -> {
            int done = 0;
            for (NightTable.Due due : NightTable.due(connection, max)) {
                Optional<Span> span = judge.span(due.sensor(), due.day());
                if (span.isPresent()) {
                    List<NightFlow> tens = NightTable.tens(connection, due, span.get());
                    List<Night> before = NightTable.before(connection, due.id(), due.sensor(), due.day());
                    double exponent = judge.pressureExponent(due.sensor());
                    double dayFactor = Double.isNaN(exponent)
                            ? exponent
                            : NightTable.dayFactor(connection, due.id(), span.get(), exponent);
                    List<Answer> answers = AnswerTable.of(connection, due.sensor());
                    NightTable.save(
                            connection, due, judge.judge(due.sensor(), due.day(), tens, before, answers, dayFactor));
                    done++;
                }
            }
            return done;
        });
    }

    /** The nights of a sensor before a day, the newest first. */
    public List<Night> nights(SensorId sensor, long beforeDay) {
        return database.read("reading nights", connection -> {
            try (PreparedStatement statement = connection.prepareStatement("SELECT id FROM sensor WHERE name = ?")) {
                statement.setString(1, sensor.text());
                ResultSet row = statement.executeQuery();
                return row.next() ? NightTable.before(connection, row.getInt(1), sensor, beforeDay) : List.of();
            }
        });
    }

    /** What people have said of nights of a sensor, oldest first. */
    public List<Answer> answers(SensorId sensor) {
        return database.read("reading answers", connection -> AnswerTable.of(connection, sensor));
    }

    private static List<Minute> due(Connection connection, Minute before, int max) throws SQLException {
        List<Minute> due = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT minute FROM due_window WHERE minute < ? ORDER BY minute LIMIT ?")) {
            statement.setLong(1, before.epochSecond());
            statement.setInt(2, max);
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                due.add(new Minute(row.getLong(1)));
            }
        }
        return due;
    }

    private static Map<SensorId, List<Double>> flows(Connection connection, Minute last) throws SQLException {
        Map<SensorId, List<Double>> flows = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(FLOWS)) {
            statement.setLong(1, last.plus(1 - TEN_MINUTES).epochSecond());
            statement.setLong(2, last.epochSecond());
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                flows.computeIfAbsent(new SensorId(row.getString(1)), id -> new ArrayList<>())
                        .add(row.getDouble(2));
            }
        }
        return flows;
    }
}
