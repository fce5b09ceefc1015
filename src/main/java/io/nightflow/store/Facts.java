package io.nightflow.store;

import io.nightflow.reading.Forecast;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** What the database knows of one sensor besides its readings; valid within the transaction. */
public final class Facts {
    private static final int DAY_MINUTES = 1_440;
    private static final Forecast UNKNOWN = new Forecast(Double.NaN, Double.NaN);

    private final Connection connection;
    private final int sensor;

    Facts(Connection connection, int sensor) {
        this.connection = connection;
        this.sensor = sensor;
    }

    /** The forecast of an hour made at its start: what the device gets; zeros where there is none. */
    public Forecast atHour(Minute hour) {
        Forecast made = forecast(hour, hour);
        return made.equals(UNKNOWN) ? Forecast.NONE : made;
    }

    /** The forecast of an hour made the day before; NaN where there is none. */
    public Forecast dayBefore(Minute hour) {
        return forecast(hour, hour.plus(-DAY_MINUTES));
    }

    private Forecast forecast(Minute hour, Minute madeAt) {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT flow, pressure FROM forecast WHERE hour = ? AND sensor = ? AND made_at = ?")) {
            statement.setLong(1, hour.epochSecond());
            statement.setInt(2, sensor);
            statement.setLong(3, madeAt.epochSecond());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? new Forecast(row.getDouble(1), row.getDouble(2)) : UNKNOWN;
            }
        } catch (SQLException e) {
            throw new StoreException("reading a forecast: " + e.getMessage(), e);
        }
    }

    /** The nights of the sensor before a day, the newest first. */
    public List<Night> nights(SensorId sensor, long beforeDay) {
        try {
            return NightTable.before(connection, this.sensor, sensor, beforeDay);
        } catch (SQLException e) {
            throw new StoreException("reading nights: " + e.getMessage(), e);
        }
    }
}
