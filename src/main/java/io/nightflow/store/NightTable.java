package io.nightflow.store;

import io.nightflow.night.MinimumNight;
import io.nightflow.night.NightRecords;
import io.nightflow.night.NightRecords.PressureAt;
import io.nightflow.night.TenMinutes;
import io.nightflow.reading.Alert;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.TenMinuteFlow;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The statements of {@link NightStore}, within its transactions. */
final class NightTable {
    private static final int NIGHTS_BEFORE = 120;
    private static final int FORTNIGHT = 14;
    private static final int DAY_MINUTES = 1_440;
    private static final int TOLD_AGAIN_MINUTES = 7 * DAY_MINUTES - 60; // clock changes

    private static final String DAY_TENS = "r.minute / 600 * 600 AS ten, avg(r.flow), count(*)";
    private static final String DAY_TENS_OF = "r.flow IS NOT NULL AND " + ReadingFlags.FLOW_BELIEVED + " AND "
            + ReadingFlags.MEASURED + " GROUP BY ten HAVING count(*) >= " + TenMinutes.MINUTES_MIN + " ORDER BY ten";

    private NightTable() {}

    record Due(int id, SensorId sensor, long day) {}

    /** The sensors that have a mean of this window. */
    static List<SensorId> measured(Connection connection, Minute last) throws SQLException {
        List<SensorId> sensors = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT s.name FROM night_flow n JOIN sensor s ON s.id = n.sensor WHERE n.minute = ?")) {
            statement.setLong(1, last.epochSecond());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    sensors.add(new SensorId(row.getString(1)));
                }
            }
        }
        return sensors;
    }

    static void saveWindow(Connection connection, Minute last, NightRecords.Measured measured) throws SQLException {
        run(connection, "DELETE FROM night_flow WHERE minute = ?", last.epochSecond());
        try (PreparedStatement mean = connection.prepareStatement(
                        "INSERT INTO night_flow (minute, sensor, mean, minutes) SELECT ?, id, ?, ? FROM sensor WHERE name = ?");
                PreparedStatement night = connection.prepareStatement(
                        "INSERT OR IGNORE INTO due_night (night, sensor) SELECT ?, id FROM sensor WHERE name = ?")) {
            for (TenMinuteFlow flow : measured.means()) {
                mean.setLong(1, flow.last().epochSecond());
                mean.setDouble(2, flow.mean());
                mean.setInt(3, flow.minutes());
                mean.setString(4, flow.sensor().text());
                mean.addBatch();
            }
            mean.executeBatch();
            for (Map.Entry<SensorId, Long> each : measured.nights().entrySet()) {
                night.setLong(1, each.getValue());
                night.setString(2, each.getKey().text());
                night.addBatch();
            }
            night.executeBatch();
        }
        run(connection, "DELETE FROM due_window WHERE minute = ?", last.epochSecond());
    }

    static List<Due> due(Connection connection, int max) throws SQLException {
        List<Due> due = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT d.sensor, s.name, d.night FROM due_night d JOIN sensor s ON s.id = d.sensor"
                        + " ORDER BY d.night, s.name LIMIT ?")) {
            statement.setInt(1, max);
            ResultSet row = statement.executeQuery();
            while (row.next()) {
                due.add(new Due(row.getInt(1), new SensorId(row.getString(2)), row.getLong(3)));
            }
        }
        return due;
    }

    static List<TenMinuteFlow> tens(Connection connection, Due due, NightRecords.Span span) throws SQLException {
        List<TenMinuteFlow> tens = new ArrayList<>();
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT mean, minutes FROM night_flow WHERE minute = ? AND sensor = ?")) {
            for (Minute last = span.from().lastOfTen(); last.isBefore(span.to()); last = last.plus(10)) {
                statement.setLong(1, last.epochSecond());
                statement.setInt(2, due.id());
                try (ResultSet row = statement.executeQuery()) {
                    if (row.next()) {
                        tens.add(new TenMinuteFlow(due.sensor(), last, row.getDouble(1), row.getInt(2)));
                    }
                }
            }
        }
        return tens;
    }

    /** The mean of the 24 hours up to the end of a night; as it was where their readings are no longer kept. */
    static double dayMean(Connection connection, Due due, NightRecords.Span night) throws SQLException {
        List<TenMinuteFlow> tens = dayTens(connection, due, night);
        if (!tens.isEmpty()) {
            return MinimumNight.dayMean(tens);
        }
        return stored(connection, due).map(old -> old.measure().dayMean()).orElse(Double.NaN);
    }

    /** A due night as it was judged before. */
    private static Optional<Night> stored(Connection connection, Due due) throws SQLException {
        return before(connection, due.id(), due.sensor(), due.day() + 1, 1).stream()
                .filter(night -> night.day() == due.day())
                .findFirst();
    }

    private static List<TenMinuteFlow> dayTens(Connection connection, Due due, NightRecords.Span night)
            throws SQLException {
        List<TenMinuteFlow> tens = new ArrayList<>();
        try (PreparedStatement statement = OneSensor.of(connection, DAY_TENS, DAY_TENS_OF)) {
            OneSensor.set(statement, due.sensor(), night.to().plus(-DAY_MINUTES), night.to());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Minute last = new Minute(row.getLong(1)).lastOfTen();
                    tens.add(new TenMinuteFlow(due.sensor(), last, row.getDouble(2), row.getInt(3)));
                }
            }
        }
        return tens;
    }

    static List<Night> before(Connection connection, int id, SensorId sensor, long day) throws SQLException {
        return before(connection, id, sensor, day, NIGHTS_BEFORE);
    }

    private static List<Night> before(Connection connection, int id, SensorId sensor, long day, int max)
            throws SQLException {
        List<Night> nights = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + NightRow.COLUMNS
                + " FROM night WHERE sensor = ? AND night < ? ORDER BY night DESC LIMIT ?")) {
            statement.setInt(1, id);
            statement.setLong(2, day);
            statement.setInt(3, max);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    nights.add(NightRow.read(sensor, row, 1));
                }
            }
        }
        return nights;
    }

    /** The newest complete night of each sensor before a day, of those of a fortnight. */
    static Map<SensorId, Night> newest(Connection connection, long day) throws SQLException {
        Map<SensorId, Night> newest = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT s.name, " + NightRow.COLUMNS
                + " FROM sensor s CROSS JOIN night n ON n.sensor = s.id AND n.night >= ? AND n.night < ?"
                + " WHERE n.mean IS NOT NULL ORDER BY n.night")) {
            statement.setLong(1, day - FORTNIGHT);
            statement.setLong(2, day);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    SensorId sensor = new SensorId(row.getString(1));
                    newest.put(sensor, NightRow.read(sensor, row, 2));
                }
            }
        }
        return newest;
    }

    /** The nights of a sensor from a day up to another, the newest first. */
    static List<Night> between(Connection connection, SensorId sensor, long from, long to) throws SQLException {
        List<Night> nights = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT " + NightRow.COLUMNS
                + " FROM night WHERE sensor = (SELECT id FROM sensor WHERE name = ?) AND night >= ? AND night < ?"
                + " ORDER BY night DESC")) {
            statement.setString(1, sensor.text());
            statement.setLong(2, from);
            statement.setLong(3, to);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    nights.add(NightRow.read(sensor, row, 1));
                }
            }
        }
        return nights;
    }

    /** The believed pressures of the 24 hours up to the end of a night. */
    static List<PressureAt> pressures(Connection connection, SensorId sensor, NightRecords.Span night)
            throws SQLException {
        List<PressureAt> day = new ArrayList<>();
        try (PreparedStatement statement = OneSensor.of(
                connection, "r.minute, r.pressure", "r.pressure IS NOT NULL AND " + ReadingFlags.PRESSURE_BELIEVED)) {
            OneSensor.set(statement, sensor, night.to().plus(-DAY_MINUTES), night.to());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    day.add(new PressureAt(new Minute(row.getLong(1)), row.getDouble(2)));
                }
            }
        }
        return day;
    }

    /** Saves a night of which ten minutes are known; those after it are judged anew where it has changed. */
    static void save(Connection connection, Due due, NightRecords.Judged judged) throws SQLException {
        Night night = judged.night();
        Optional<Night> old = stored(connection, due);
        boolean isHeard = old.isPresent() || night.measure().windows() > 0;
        if (isHeard && !old.equals(Optional.of(night))) {
            NightRow.insert(connection, due.id(), night);
            try (PreparedStatement later = connection.prepareStatement("INSERT OR IGNORE INTO due_night (night, sensor)"
                    + " SELECT night, sensor FROM night WHERE sensor = ? AND night > ? ORDER BY night LIMIT "
                    + NIGHTS_BEFORE)) {
                later.setInt(1, due.id());
                later.setLong(2, due.day());
                later.executeUpdate();
            }
            tell(connection, judged);
        }
        try (PreparedStatement done =
                connection.prepareStatement("DELETE FROM due_night WHERE night = ? AND sensor = ?")) {
            done.setLong(1, due.day());
            done.setInt(2, due.id());
            done.executeUpdate();
        }
    }

    /** A leak that goes on is told again a week after it was told last. */
    private static void tell(Connection connection, NightRecords.Judged judged) throws SQLException {
        for (Alert alert : judged.alerts()) {
            if (alert.isEnd() || !AlertTable.isTold(connection, alert, TOLD_AGAIN_MINUTES)) {
                AlertTable.add(connection, List.of(alert));
            }
        }
        if (judged.answer().isPresent()) {
            AnswerTable.add(connection, judged.answer().get(), Optional.empty());
        }
    }

    private static void run(Connection connection, String sql, long value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, value);
            statement.executeUpdate();
        }
    }
}
