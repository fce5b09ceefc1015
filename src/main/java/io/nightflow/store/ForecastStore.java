package io.nightflow.store;

import io.nightflow.forecast.CourseRecords;
import io.nightflow.reading.Forecast;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The forecasts that were made; the newest of each hour, and what was forecast the day before. */
public final class ForecastStore implements CourseRecords {
    private static final String JOB = "forecast-demand";
    private static final int DAY_HOURS = 24;
    private static final String SAVE = " INTO forecast (hour, sensor, day_ahead, made_at, flow, flow_low,"
            + " flow_high, flow_model, pressure, pressure_low, pressure_high, pressure_model)"
            + " SELECT ?, id, ?, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM sensor WHERE name = ?";

    private static final String MEAN = " FROM forecast WHERE hour = ? AND sensor = ? AND day_ahead = ? AND made_at = ?";
    private static final String FLOW_MEAN = "SELECT flow" + MEAN;
    private static final String PRESSURE_MEAN = "SELECT pressure" + MEAN;

    private final Transactions database;

    /** Over this database. */
    public ForecastStore(Transactions database) {
        this.database = database;
    }

    @Override
    public Optional<Minute> doneThrough() {
        return database.read("reading job " + JOB, connection -> JobStore.doneThrough(connection, JOB));
    }

    @Override
    public CompletableFuture<Integer> save(Run run) {
        return database.write(connection -> {
            try (PreparedStatement newest = connection.prepareStatement("INSERT OR REPLACE" + SAVE);
                    PreparedStatement dayAhead = connection.prepareStatement("INSERT OR IGNORE" + SAVE)) {
                for (int hour = 0; hour < run.hours(); hour++) {
                    add(newest, run, hour, false);
                }
                newest.executeBatch();
                add(dayAhead, run, DAY_HOURS, true);
                dayAhead.executeBatch();
            }
            if (!run.rows().isEmpty()) {
                OutboxTable.addHour(connection, run.madeAt(), run.rows());
            }
            ScoreStore.addOnce(connection, run.madeAt().plus(-60), run.scores());
            JobStore.done(connection, JOB, run.madeAt());
            return run.courses().size();
        });
    }

    private static void add(PreparedStatement statement, Run run, int hour, boolean dayAhead) throws SQLException {
        for (Map.Entry<SensorId, Map<Quantity, Course>> sensor : run.courses().entrySet()) {
            statement.setLong(1, run.madeAt().plus(60L * hour).epochSecond());
            statement.setInt(2, dayAhead ? 1 : 0);
            statement.setLong(3, run.madeAt().epochSecond());
            set(statement, 4, sensor.getValue().getOrDefault(Quantity.FLOW, Course.NONE), hour);
            set(statement, 8, sensor.getValue().getOrDefault(Quantity.PRESSURE, Course.NONE), hour);
            statement.setString(12, sensor.getKey().text());
            statement.addBatch();
        }
    }

    private static void set(PreparedStatement statement, int index, Course course, int hour) throws SQLException {
        Forecast forecast = course.at(hour);
        RealColumn.set(statement, index, forecast.mean());
        RealColumn.set(statement, index + 1, forecast.low());
        RealColumn.set(statement, index + 2, forecast.high());
        statement.setString(index + 3, course.model());
    }

    /** The mean that was forecast for an hour at its start, or the day before; NaN where there is none. */
    static double mean(Statements statements, int sensor, Quantity quantity, Minute hour, boolean dayAhead)
            throws SQLException {
        PreparedStatement statement = statements.of(quantity == Quantity.FLOW ? FLOW_MEAN : PRESSURE_MEAN);
        statement.setLong(1, hour.epochSecond());
        statement.setInt(2, sensor);
        statement.setInt(3, dayAhead ? 1 : 0);
        statement.setLong(4, hour.plus(dayAhead ? -60L * DAY_HOURS : 0).epochSecond());
        try (ResultSet row = statement.executeQuery()) {
            return row.next() ? RealColumn.get(row, 1) : Double.NaN;
        }
    }
}
