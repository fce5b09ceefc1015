package io.nightflow.store;

import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sensor measured over a span, in steps: minutes and means of them from the readings, from an hour on from the
 * means of hours, so that a year costs as little as a day. A step without a value is not there.
 */
public final class SeriesStore {
    /** From this step on, in seconds, the means of hours are read. */
    public static final long HOUR = 3_600;

    private static final long NEVER = 9_000_000_000L;
    private static final String POINT =
            "SELECT (%1$s / ?4) * ?4, avg(%2$s), min(%2$s), max(%2$s), avg(%3$s), min(%3$s),"
                    + " max(%3$s), %4$s, %5$s, %6$s FROM span CROSS JOIN %7$s r ON r.%1$s = span.at AND r.sensor = (SELECT id"
                    + " FROM sensor WHERE name = ?3) GROUP BY 1 ORDER BY 1";
    private static final String SPAN =
            "WITH RECURSIVE span (at) AS (SELECT ?1 WHERE ?1 < ?2 UNION ALL SELECT at + %d FROM span WHERE at + %1$d < ?2) ";
    private static final String MINUTES = SPAN.formatted(60)
            + POINT.formatted(
                    "minute",
                    "CASE WHEN r.judged & " + ReadingFlags.FLOW_FAULTY + " THEN NULL ELSE r.flow END",
                    "CASE WHEN r.judged & " + ReadingFlags.PRESSURE_FAULTY + " THEN NULL ELSE r.pressure END",
                    "max(NOT (" + ReadingFlags.MEASURED + "))",
                    "max(CASE WHEN r.judged & " + ReadingFlags.FLOW_FAULTY + " THEN r.flow END)",
                    "max(CASE WHEN r.judged & " + ReadingFlags.PRESSURE_FAULTY + " THEN r.pressure END)",
                    "reading");
    private static final String HOURS =
            SPAN.formatted(HOUR) + POINT.formatted("hour", "r.flow", "r.pressure", "0", "NULL", "NULL", "hour_mean");
    private static final String FORECASTS = SPAN.formatted(HOUR)
            + "SELECT f.hour, f.made_at, f.flow, f.flow_low, f.flow_high, f.flow_model, f.pressure, f.pressure_low,"
            + " f.pressure_high, f.pressure_model FROM span CROSS JOIN forecast f ON f.hour = span.at AND f.sensor ="
            + " (SELECT id FROM sensor WHERE name = ?3) AND f.day_ahead = ?4 ORDER BY f.hour";

    private final Database database;

    /** Over this database. */
    public SeriesStore(Database database) {
        this.database = database;
    }

    /** Mean, lowest and highest of a quantity in a step; NaN where no value is believed. */
    public record Values(double mean, double low, double high, double faulty) {}

    /**
     * A step that has values.
     *
     * @param second at which it begins, since 1970.
     * @param isEstimated whether a value in it was measured by no meter.
     */
    public record Point(long second, Values flow, Values pressure, boolean isEstimated) {}

    /** What was forecast for an hour: m3/h and bar, and by which model. */
    public record Hour(
            long second,
            long madeAt,
            double flow,
            double flowLow,
            double flowHigh,
            String flowModel,
            double pressure,
            double pressureLow,
            double pressureHigh,
            String pressureModel) {}

    /**
     * The steps from a minute up to another.
     *
     * @param step in seconds: whole minutes, or whole hours.
     */
    public List<Point> points(SensorId sensor, Minute from, Minute to, long step) {
        long unit = step < HOUR ? 60 : HOUR;
        return database.look("reading a span of readings", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(step < HOUR ? MINUTES : HOURS)) {
                set(statement, sensor, Math.floorDiv(from.epochSecond(), unit) * unit, to, step);
                List<Point> points = new ArrayList<>();
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    points.add(new Point(row.getLong(1), values(row, 2, 9), values(row, 5, 10), row.getBoolean(8)));
                }
                return points;
            }
        });
    }

    private static Values values(ResultSet row, int first, int faulty) throws SQLException {
        return new Values(
                RealColumn.get(row, first),
                RealColumn.get(row, first + 1),
                RealColumn.get(row, first + 2),
                RealColumn.get(row, faulty));
    }

    /** What was forecast last for the hours from a minute up to another, or a day before. */
    public List<Hour> forecasts(SensorId sensor, Minute from, Minute to, boolean dayAhead) {
        return database.look("reading forecasts", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(FORECASTS)) {
                set(statement, sensor, Math.floorDiv(from.epochSecond(), HOUR) * HOUR, to, dayAhead ? 1 : 0);
                List<Hour> hours = new ArrayList<>();
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    hours.add(hour(row));
                }
                return hours;
            }
        });
    }

    private static Hour hour(ResultSet row) throws SQLException {
        return new Hour(
                row.getLong(1),
                row.getLong(2),
                RealColumn.get(row, 3),
                RealColumn.get(row, 4),
                RealColumn.get(row, 5),
                row.getString(6),
                RealColumn.get(row, 7),
                RealColumn.get(row, 8),
                RealColumn.get(row, 9),
                row.getString(10));
    }

    private static void set(PreparedStatement statement, SensorId sensor, long from, Minute to, long last)
            throws SQLException {
        statement.setLong(1, from);
        statement.setLong(2, to.epochSecond());
        statement.setString(3, sensor.text());
        statement.setLong(4, last);
    }

    /** The oldest minute of all sensors; the epoch where there is none. */
    public Minute oldest() {
        return new Minute(database.look("reading the oldest reading", SeriesStore::first));
    }

    private static long first(Connection connection) throws SQLException {
        try (ResultSet row = connection
                .createStatement()
                .executeQuery(
                        "SELECT min(coalesce((SELECT min(minute) FROM reading), 9e9), coalesce((SELECT min(hour) FROM hour_mean), 9e9))")) {
            return row.next() && row.getLong(1) < NEVER ? row.getLong(1) : 0;
        }
    }
}
