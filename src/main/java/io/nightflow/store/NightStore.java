package io.nightflow.store;

import io.nightflow.night.NightRecords;
import io.nightflow.reading.Answer;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.TenMinuteFlow;
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
public final class NightStore implements NightRecords {
    private static final String FLOWS = "SELECT s.name, CASE WHEN " + ReadingFlags.FLOW_BELIEVED + " THEN r.flow END"
            + " FROM reading r JOIN sensor s ON s.id = r.sensor WHERE r.minute BETWEEN ? AND ? AND r.flow IS NOT NULL AND "
            + ReadingFlags.MEASURED;
    private static final String DUE_WINDOWS = "SELECT minute FROM due_window WHERE minute < ? ORDER BY minute LIMIT ?";
    private static final int TEN_MINUTES = 10;

    private final Transactions database;

    /** Over this database. */
    public NightStore(Transactions database) {
        this.database = database;
    }

    @Override
    public CompletableFuture<Integer> measureDue(Minute before, int max, Measure measure) {
        return database.write(connection -> {
            int done = 0;
            for (Minute last : DueTables.oldest(connection, DUE_WINDOWS, before, max)) {
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

    @Override
    public CompletableFuture<Integer> judgeDue(int max, NightJudge judge) {
        return database.write(connection -> {
            int done = 0;
            for (NightTable.Due due : NightTable.due(connection, max)) {
                Optional<Span> span = judge.span(due.sensor(), due.day());
                if (span.isPresent()) {
                    List<TenMinuteFlow> tens = NightTable.tens(connection, due, span.get());
                    double dayMean = NightTable.dayMean(connection, due, span.get());
                    List<Night> before = NightTable.before(connection, due.id(), due.sensor(), due.day());
                    boolean counts = !Double.isNaN(judge.pressureExponent(due.sensor()));
                    List<PressureAt> pressures =
                            counts ? NightTable.pressures(connection, due.sensor(), span.get()) : List.of();
                    List<Answer> answers = AnswerTable.of(connection, due.sensor());
                    Judged judged = judge.judge(due.sensor(), due.day(), tens, dayMean, before, answers, pressures);
                    NightTable.save(connection, due, judged);
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

    /** The newest night with a mean of each sensor before a day, where there is one in the fortnight before it. */
    public Map<SensorId, Night> newest(long beforeDay) {
        return database.look("reading the last nights", connection -> NightTable.newest(connection, beforeDay));
    }

    /** The nights of a sensor from a day up to another, the newest first. */
    public List<Night> between(SensorId sensor, long fromDay, long toDay) {
        return database.look("reading nights", connection -> NightTable.between(connection, sensor, fromDay, toDay));
    }

    /** What people have said of nights of a sensor, oldest first. */
    public List<Answer> answers(SensorId sensor) {
        return database.read("reading answers", connection -> AnswerTable.of(connection, sensor));
    }

    private static Map<SensorId, List<Double>> flows(Connection connection, Minute last) throws SQLException {
        Map<SensorId, List<Double>> flows = new TreeMap<>();
        try (PreparedStatement statement = connection.prepareStatement(FLOWS)) {
            statement.setLong(1, last.plus(1 - TEN_MINUTES).epochSecond());
            statement.setLong(2, last.epochSecond());
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                List<Double> believed = flows.computeIfAbsent(new SensorId(row.getString(1)), id -> new ArrayList<>());
                double flow = RealColumn.get(row, 2);
                if (!Double.isNaN(flow)) {
                    believed.add(flow);
                }
            }
        }
        return flows;
    }
}
