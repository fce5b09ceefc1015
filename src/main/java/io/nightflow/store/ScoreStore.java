package io.nightflow.store;

import io.nightflow.forecast.ScoreRecords;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** How wrong each way to forecast was, summed up by day. */
public final class ScoreStore implements ScoreRecords {
    private static final long DAY_SECONDS = 86_400;
    private static final long CLOCK_AHEAD_MINUTES = 8 * 1_440;

    private final Transactions database;

    /** Over this database. */
    public ScoreStore(Transactions database) {
        this.database = database;
    }

    @Override
    public CompletableFuture<Integer> replace(
            Quantity quantity, Collection<String> forecasts, Map<Minute, List<Score>> byHour, Minute through) {
        return database.write(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("DELETE FROM forecast_score WHERE quantity = ? AND forecast = ?")) {
                for (String forecast : forecasts) {
                    statement.setString(1, quantity.word());
                    statement.setString(2, forecast);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            for (Map.Entry<Minute, List<Score>> hour : byHour.entrySet()) {
                add(connection, hour.getKey(), hour.getValue());
            }
            JobStore.done(connection, job(quantity), through);
            return byHour.size();
        });
    }

    /** Adds the scores of an hour to those of its day, where it was not scored yet. */
    static void addOnce(Connection connection, Minute hour, Collection<Score> scores) throws SQLException {
        for (Quantity quantity : Quantity.values()) {
            boolean done = JobStore.doneThrough(connection, job(quantity))
                    .filter(through -> !hour.plus(CLOCK_AHEAD_MINUTES).isBefore(through)) // else a clock was ahead
                    .map(through -> !through.isBefore(hour))
                    .orElse(false);
            if (!done) {
                add(
                        connection,
                        hour,
                        scores.stream()
                                .filter(score -> score.quantity() == quantity)
                                .toList());
                JobStore.done(connection, job(quantity), hour);
            }
        }
    }

    private static String job(Quantity quantity) {
        return "score-" + quantity.word();
    }

    @Override
    public boolean knows(Quantity quantity, String forecast) {
        return database.read("reading scores of forecasts", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT 1 FROM forecast_score WHERE quantity = ? AND forecast = ? LIMIT 1")) {
                statement.setString(1, quantity.word());
                statement.setString(2, forecast);
                return statement.executeQuery().next();
            }
        });
    }

    private static void add(Connection connection, Minute hour, Collection<Score> scores) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO forecast_score (day, sensor, quantity, forecast, hours, error)"
                        + " SELECT ?1, id, ?2, ?3, ?4, ?5 FROM sensor WHERE name = ?6 ON CONFLICT"
                        + " (day, sensor, quantity, forecast) DO UPDATE SET hours = forecast_score.hours + excluded.hours,"
                        + " error = forecast_score.error + excluded.error")) {
            for (Score score : scores) {
                statement.setLong(1, Math.floorDiv(hour.epochSecond(), DAY_SECONDS));
                statement.setString(2, score.quantity().word());
                statement.setString(3, score.forecast());
                statement.setInt(4, score.hours());
                statement.setDouble(5, score.error());
                statement.setString(6, score.sensor().text());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    @Override
    public List<Score> since(Minute from) {
        return database.read("reading scores of forecasts", connection -> {
            List<Score> scores = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT s.name, f.quantity, f.forecast, sum(f.hours), sum(f.error) FROM forecast_score f"
                            + " JOIN sensor s ON s.id = f.sensor WHERE f.day >= ?"
                            + " GROUP BY s.name, f.quantity, f.forecast ORDER BY 1, 2, 3")) {
                statement.setLong(1, Math.floorDiv(from.epochSecond(), DAY_SECONDS));
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    score(row).ifPresent(scores::add);
                }
            }
            return scores;
        });
    }

    /** Empty where the row is of a quantity that this version does not know. */
    private static Optional<Score> score(ResultSet row) throws SQLException {
        SensorId sensor = new SensorId(row.getString(1));
        String forecast = row.getString(3);
        int hours = row.getInt(4);
        double error = row.getDouble(5);
        return Quantity.find(row.getString(2)).map(each -> new Score(sensor, each, forecast, hours, error));
    }
}
