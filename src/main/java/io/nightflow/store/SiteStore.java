package io.nightflow.store;

import io.nightflow.detect.Profile;
import io.nightflow.detect.SensorState;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All sensors at one look: what each said last, its last day, its last night. */
public final class SiteStore {
    private static final long LOOK_BACK = 7_200;
    private static final byte[] NOTHING = {};
    private static final String SENSORS =
            "SELECT s.id, s.name, s.listed, m.pause FROM sensor s LEFT JOIN detection_memory m"
                    + " ON m.sensor = s.id ORDER BY s.name";
    private static final String NEWEST = "SELECT r.sensor, max(r.minute), r.flow, r.pressure, r.quality FROM reading r"
            + " WHERE r.minute > ? GROUP BY r.sensor";
    /** Of a sensor that is silent for longer: what was judged last, else the newest hour of a month that has a mean. */
    private static final String OLDER =
            "WITH RECURSIVE span (at) AS (SELECT ?2 / 3600 * 3600 UNION ALL SELECT at - 3600"
                    + " FROM span WHERE at > ?2 - 2678400) SELECT r.minute, r.flow, r.pressure, r.quality FROM reading r WHERE"
                    + " r.sensor = ?1 AND r.minute = coalesce((SELECT last_minute FROM detection_memory WHERE sensor = ?1),"
                    + " (SELECT max(l.minute) FROM reading l WHERE l.sensor = ?1 AND l.minute BETWEEN (SELECT h.hour FROM span"
                    + " CROSS JOIN hour_mean h ON h.hour = span.at AND h.sensor = ?1 LIMIT 1) AND (SELECT h.hour + 3599 FROM span"
                    + " CROSS JOIN hour_mean h ON h.hour = span.at AND h.sensor = ?1 LIMIT 1)))";

    private static final String LINES = "SELECT sensor, (minute - ?1) / ?3, avg(flow) FROM reading WHERE minute >= ?1"
            + " AND minute < ?2 AND " + ReadingFlags.FLOW_BELIEVED + " GROUP BY 1, 2";
    private static final String BANDS =
            "SELECT sensor, (hour - ?1 / 3600 * 3600) / 3600, flow_low, flow_high FROM forecast"
                    + " WHERE hour >= ?1 / 3600 * 3600 AND hour < ?2 AND day_ahead = 0";
    private static final int ERROR_DAYS = 28;
    private static final String ERRORS =
            "SELECT s.name, sum(c.error) / sum(c.hours) FROM forecast_score c JOIN sensor s"
                    + " ON s.id = c.sensor WHERE c.day >= ? AND c.quantity = 'flow' AND c.forecast = (SELECT f.flow_model FROM"
                    + " forecast f WHERE f.hour = (SELECT max(hour) FROM forecast) AND f.sensor = c.sensor AND f.day_ahead = 0)"
                    + " GROUP BY c.sensor";
    private static final String PULSE = "SELECT (SELECT max(minute) FROM reading), (SELECT max(number) FROM alert),"
            + " (SELECT max(number) FROM answer), (SELECT max(at) FROM seen), (SELECT max(night) FROM night),"
            + " (SELECT max(number) FROM planned_work)";

    private final Database database;

    /** Over this database. */
    public SiteStore(Database database) {
        this.database = database;
    }

    /**
     * What a sensor said last.
     *
     * @param second of the minute, since 1970; 0 where nothing is kept of it.
     * @param flow m3/h, pressure bar; NaN where there is none.
     * @param quality the ordinal of {@link io.nightflow.reading.Quality}.
     * @param pause for how long there is usually nothing from it, minutes.
     */
    public record Last(
            SensorId sensor, boolean isListed, long second, double flow, double pressure, int quality, int pause) {
        /** For how long it may say nothing before it is called silent. */
        public Duration patience(Duration silentAfter) {
            return SilentSensors.patience(pause, silentAfter);
        }
    }

    /** Flow in equal steps, m3/h, NaN where there is none; the band that was forecast, an hour each, from the one in which they begin. */
    public record Line(double[] flow, double[] low, double[] high) {}

    /** All sensors, by name. */
    public List<Last> last(Minute now) {
        return database.look("reading what sensors said last", connection -> {
            Map<Integer, Object[]> newest = newest(connection, now);
            List<Last> all = new ArrayList<>();
            try (PreparedStatement statement = connection.prepareStatement(SENSORS);
                    PreparedStatement older = connection.prepareStatement(OLDER)) {
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    all.add(last(row, Optional.ofNullable(newest.get(row.getInt(1))), older, now));
                }
            }
            return all;
        });
    }

    private static Map<Integer, Object[]> newest(Connection connection, Minute now) throws SQLException {
        Map<Integer, Object[]> found = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(NEWEST)) {
            statement.setLong(1, now.epochSecond() - LOOK_BACK);
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                found.put(row.getInt(1), values(row, 2));
            }
        }
        return found;
    }

    private static Object[] values(ResultSet row, int first) throws SQLException {
        return new Object[] {
            row.getLong(first), RealColumn.get(row, first + 1), RealColumn.get(row, first + 2), row.getInt(first + 3)
        };
    }

    private static Last last(ResultSet sensor, Optional<Object[]> newest, PreparedStatement older, Minute now)
            throws SQLException {
        Object[] said = {0L, Double.NaN, Double.NaN, 0};
        if (newest.isPresent()) {
            said = newest.get();
        } else {
            older.setInt(1, sensor.getInt(1));
            older.setLong(2, now.epochSecond());
            try (ResultSet row = older.executeQuery()) {
                said = row.next() ? values(row, 1) : said;
            }
        }
        return new Last(
                new SensorId(sensor.getString(2)),
                sensor.getBoolean(3),
                (long) said[0],
                (double) said[1],
                (double) said[2],
                (int) said[3],
                sensor.getInt(4));
    }

    /**
     * The flow of all sensors from a minute on.
     *
     * @param steps how many, of so many seconds each: a whole part of an hour.
     */
    public Map<SensorId, Line> lines(Minute from, int steps, int seconds) {
        long to = from.epochSecond() + (long) steps * seconds;
        int hours = (int) ((to - 1) / 3_600 - from.epochSecond() / 3_600 + 1);
        return database.look("reading the last day", connection -> {
            Map<Integer, Line> lines = new TreeMap<>();
            try (PreparedStatement statement = connection.prepareStatement(LINES);
                    PreparedStatement bands = connection.prepareStatement(BANDS)) {
                span(statement, from, to);
                statement.setInt(3, seconds);
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    line(lines, row.getInt(1), steps, hours).flow()[row.getInt(2)] = RealColumn.get(row, 3);
                }
                span(bands, from, to);
                ResultSet band = bands.executeQuery();
                while (band.next()) {
                    Line line = line(lines, band.getInt(1), steps, hours);
                    line.low()[band.getInt(2)] = RealColumn.get(band, 3);
                    line.high()[band.getInt(2)] = RealColumn.get(band, 4);
                }
            }
            return named(connection, lines);
        });
    }

    private static void span(PreparedStatement statement, Minute from, long to) throws SQLException {
        statement.setLong(1, from.epochSecond());
        statement.setLong(2, to);
    }

    private static Line line(Map<Integer, Line> lines, int sensor, int steps, int hours) {
        return lines.computeIfAbsent(sensor, id -> new Line(nothing(steps), nothing(hours), nothing(hours)));
    }

    private static double[] nothing(int length) {
        double[] none = new double[length];
        Arrays.fill(none, Double.NaN);
        return none;
    }

    private static Map<SensorId, Line> named(Connection connection, Map<Integer, Line> lines) throws SQLException {
        Map<SensorId, Line> named = new HashMap<>();
        try (ResultSet row = connection.createStatement().executeQuery("SELECT id, name FROM sensor")) {
            while (row.next()) {
                Line line = lines.get(row.getInt(1));
                if (line != null) {
                    named.put(new SensorId(row.getString(2)), line);
                }
            }
        }
        return named;
    }

    /** What is usual of a sensor at each hour of the week, as it stands now; empty before anything was learnt. */
    public Optional<Profile> usual(SensorId sensor, Quantity quantity) {
        return database.look("reading what is usual", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "SELECT p.profiles FROM detection_profile p JOIN sensor s ON s.id = p.sensor WHERE s.name = ?")) {
                statement.setString(1, sensor.text());
                ResultSet row = statement.executeQuery();
                return row.next() ? new SensorState(NOTHING, row.getBytes(1)).profile(quantity) : Optional.empty();
            }
        });
    }

    /** The mean error of the way that forecast a sensor's flow last, in the 28 days before a day, m3/h. */
    public Map<SensorId, Double> forecastErrors(LocalDate day) {
        return database.look("reading errors of forecasts", connection -> {
            Map<SensorId, Double> errors = new HashMap<>();
            try (PreparedStatement statement = connection.prepareStatement(ERRORS)) {
                statement.setLong(1, day.toEpochDay() - ERROR_DAYS);
                ResultSet row = statement.executeQuery();
                while (row.next()) {
                    errors.put(new SensorId(row.getString(1)), RealColumn.get(row, 2));
                }
            }
            return errors;
        });
    }

    /** Numbers that change with whatever a person looks at; a handful of index look-ups. */
    public List<Long> pulse() {
        return database.look("looking for news", connection -> {
            try (ResultSet row = connection.createStatement().executeQuery(PULSE)) {
                List<Long> numbers = new ArrayList<>();
                row.next();
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    numbers.add(row.getLong(column));
                }
                return numbers;
            }
        });
    }
}
