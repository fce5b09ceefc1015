package io.nightflow.store;

import io.nightflow.reading.Forecast;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Hourly means, and the forecasts made of them. */
public final class ForecastStore {
    private static final String JOB = "forecast-demand";
    private static final String HOUR = "SELECT s.name, avg(CASE WHEN r.judged & 2 = 0 THEN r.flow END),"
            + " avg(CASE WHEN r.judged & 4 = 0 THEN r.pressure END)"
            + " FROM reading r JOIN sensor s ON s.id = r.sensor WHERE r.minute >= ? AND r.minute < ? GROUP BY s.name";

    private final Database database;

    /** Over this database. */
    public ForecastStore(Database database) {
        this.database = database;
    }

    /** The last hour for which forecasts were made; empty before the first. */
    public Optional<Minute> doneThrough() {
        return database.read("reading job " + JOB, connection -> JobStore.doneThrough(connection, JOB));
    }

    /** The mean of what is believable in the hour that starts here; NaN for a quantity without any. */
    public Map<SensorId, Forecast> hourlyMeans(Minute hour) {
        return database.read("reading hourly means", connection -> {
            Map<SensorId, Forecast> means = new TreeMap<>();
            try (PreparedStatement statement = connection.prepareStatement(HOUR)) {
                statement.setLong(1, hour.epochSecond());
                statement.setLong(2, hour.plus(60).epochSecond());
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    means.put(
                            new SensorId(row.getString(1)),
                            new Forecast(RealColumn.get(row, 2), RealColumn.get(row, 3)));
                }
            }
            return means;
        });
    }

    /**
     * Stores the forecasts that were made at the start of an hour, and that it is done.
     *
     * @param forecasts of each hour that was forecast, by sensor.
     */
    public CompletableFuture<Integer> save(
            Minute madeAt, String model, Map<Minute, Map<SensorId, Forecast>> forecasts) {
        return database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT OR REPLACE INTO forecast (hour, sensor, made_at, flow, pressure, model)"
                            + " SELECT ?, id, ?, ?, ?, ? FROM sensor WHERE name = ?")) {
                for (Map.Entry<Minute, Map<SensorId, Forecast>> hour : forecasts.entrySet()) {
                    for (Map.Entry<SensorId, Forecast> forecast :
                            hour.getValue().entrySet()) {
                        statement.setLong(1, hour.getKey().epochSecond());
                        statement.setLong(2, madeAt.epochSecond());
                        statement.setDouble(3, forecast.getValue().flow());
                        statement.setDouble(4, forecast.getValue().pressure());
                        statement.setString(5, model);
                        statement.setString(6, forecast.getKey().text());
                        statement.addBatch();
                    }
                }
                statement.executeBatch();
            }
            JobStore.done(connection, JOB, madeAt);
            return forecasts.size();
        });
    }
}
