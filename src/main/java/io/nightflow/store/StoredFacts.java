package io.nightflow.store;

import io.nightflow.detect.SensorFacts;
import io.nightflow.reading.Answer;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** What the database knows of one sensor besides its readings; valid within the transaction. */
final class StoredFacts implements SensorFacts {
    private final Connection connection;
    private final int sensor;

    StoredFacts(Connection connection, int sensor) {
        this.connection = connection;
        this.sensor = sensor;
    }

    @Override
    public double atHour(Quantity quantity, Minute hour) {
        double mean = forecast(quantity, hour, false);
        return Double.isNaN(mean) ? 0 : mean;
    }

    @Override
    public double dayBefore(Quantity quantity, Minute hour) {
        return forecast(quantity, hour, true);
    }

    private double forecast(Quantity quantity, Minute hour, boolean dayAhead) {
        try {
            return ForecastStore.mean(connection, sensor, quantity, hour, dayAhead);
        } catch (SQLException e) {
            throw new StoreException("reading a forecast: " + e.getMessage(), e);
        }
    }

    @Override
    public List<Answer> answers(SensorId sensor) {
        try {
            return AnswerTable.of(connection, sensor);
        } catch (SQLException e) {
            throw new StoreException("reading answers: " + e.getMessage(), e);
        }
    }

    @Override
    public List<Night> nights(SensorId sensor, long beforeDay) {
        try {
            return NightTable.before(connection, this.sensor, sensor, beforeDay);
        } catch (SQLException e) {
            throw new StoreException("reading nights: " + e.getMessage(), e);
        }
    }
}
