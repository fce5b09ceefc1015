package io.nightflow.store;

import io.nightflow.reading.Forecast;
import io.nightflow.reading.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
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

    /** The 10-minute means of the night whose last minutes lie in here, both included, m3/h. */
    public double[] tenMinuteMeans(Minute first, Minute last) {
        List<Double> means = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT mean FROM night_flow WHERE minute = ? AND sensor = ?")) {
            for (Minute minute = first; !last.isBefore(minute); minute = minute.plus(1)) {
                if (minute.epochSecond() / 60 % 10 == 9) {
                    statement.setLong(1, minute.epochSecond());
                    statement.setInt(2, sensor);
                    try (ResultSet row = statement.executeQuery()) {
                        if (row.next()) {
                            means.add(row.getDouble(1));
                        }
                    }
                }
            }
        } catch (SQLException e) {
            throw new StoreException("reading night flow: " + e.getMessage(), e);
        }
        return means.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
