package io.nightflow.store;

import io.nightflow.forecast.HourRecords;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Hourly means: computed once an hour, and again where a reading came late or turned out faulty. */
public final class HourStore implements HourRecords {
    /** An hour with fewer believed minutes has no mean. */
    public static final int MINUTES_MIN = 45;

    private static final int HOURS_A_TURN = 48;
    private static final Minute END = new Minute(253_402_300_800L); // the year 10000
    private static final String OF_READINGS = " sensor, CASE WHEN flows >= " + MINUTES_MIN + " THEN flow END AS flow,"
            + " CASE WHEN pressures >= " + MINUTES_MIN + " THEN pressure END AS pressure, flows, pressures"
            + " FROM (SELECT sensor, avg(CASE WHEN " + ReadingFlags.FLOW_BELIEVED + " THEN flow END) AS flow,"
            + " count(CASE WHEN " + ReadingFlags.FLOW_BELIEVED + " THEN flow END) AS flows,"
            + " avg(CASE WHEN " + ReadingFlags.PRESSURE_BELIEVED + " THEN pressure END) AS pressure,"
            + " count(CASE WHEN " + ReadingFlags.PRESSURE_BELIEVED + " THEN pressure END) AS pressures"
            + " FROM reading WHERE minute >= ?1 AND minute < ?2 GROUP BY sensor) believed";
    private static final String MEASURE =
            "INSERT OR REPLACE INTO hour_mean (hour, sensor, flow, pressure, flow_minutes, pressure_minutes) SELECT ?1,"
                    + OF_READINGS;
    private static final String COMPUTED =
            "SELECT ?1, s.name, m.flow, m.pressure FROM (SELECT" + OF_READINGS + ") m JOIN sensor s ON s.id = m.sensor";
    private static final String STORED = "SELECT m.hour, s.name, m.flow, m.pressure FROM hour_mean m"
            + " JOIN sensor s ON s.id = m.sensor WHERE m.hour >= ?1 AND m.hour < ?2";
    private static final String DUE = "SELECT hour FROM due_hour WHERE hour < ? ORDER BY hour LIMIT ?";

    private final Transactions database;

    /** Over this database. */
    public HourStore(Transactions database) {
        this.database = database;
    }

    @Override
    public CompletableFuture<List<Minute>> measureDue(Minute before) {
        return database.write(connection -> {
            List<Minute> hours = DueTables.oldest(connection, DUE, before.hour(), HOURS_A_TURN);
            try (PreparedStatement mean = connection.prepareStatement(MEASURE);
                    PreparedStatement done = connection.prepareStatement("DELETE FROM due_hour WHERE hour = ?")) {
                for (Minute hour : hours) {
                    mean.setLong(1, hour.epochSecond());
                    mean.setLong(2, hour.plus(60).epochSecond());
                    mean.executeUpdate();
                    done.setLong(1, hour.epochSecond());
                    done.executeUpdate();
                }
            }
            return hours;
        });
    }

    @Override
    public long hours(Quantity quantity) {
        return database.read("reading the span of hourly means", connection -> {
            try (PreparedStatement statement =
                            connection.prepareStatement("SELECT (max(hour) - min(hour)) / 3600 FROM hour_mean WHERE "
                                    + quantity.word() + " IS NOT NULL");
                    ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        });
    }

    @Override
    public List<HourMean> means(Minute from, Minute to) {
        List<HourMean> means = new ArrayList<>();
        database.read("reading hourly means", connection -> {
            query(connection, STORED, from, to, means::add);
            return means.size();
        });
        return means;
    }

    /** All means, by hour, those that are still due computed on the way: reads only, for other programs than the gateway. */
    public void readAll(Consumer<HourMean> reader) {
        database.read("reading hourly means", connection -> {
            for (Minute hour : DueTables.oldest(connection, DUE, END.hour(), Integer.MAX_VALUE)) {
                query(connection, COMPUTED, hour, hour.plus(60), reader);
            }
            query(connection, STORED + " AND m.hour NOT IN (SELECT hour FROM due_hour)", new Minute(0), END, reader);
            return 0;
        });
    }

    private static void query(Connection connection, String sql, Minute from, Minute to, Consumer<HourMean> reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, from.epochSecond());
            statement.setLong(2, to.epochSecond());
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                reader.accept(new HourMean(
                        new Minute(row.getLong(1)),
                        new SensorId(row.getString(2)),
                        RealColumn.get(row, 3),
                        RealColumn.get(row, 4)));
            }
        }
    }
}
