package io.nightflow.store;

import io.nightflow.detect.LateReadings;
import io.nightflow.reading.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The table of sensors whose readings came long after their minute. */
final class LateTable implements LateReadings {
    private static final long QUIET_SECONDS = 120;
    private static final long GATHER_SECONDS_MAX = 3_600;

    // where the clock is behind what was judged, the late wait until it is right again
    private static final String NOT_AHEAD =
            " AND NOT EXISTS (SELECT 1 FROM reading WHERE reading.sensor = due_late.sensor"
                    + " AND flow_stages IS NOT NULL AND minute >= ";

    private final Connection connection;
    private final Minute now;
    private final Map<Integer, Long> replaying = new HashMap<>();
    private boolean isEmpty;

    LateTable(Connection connection, Minute now) throws SQLException {
        this.connection = connection;
        this.now = now;
        this.isEmpty = gathered("TRUE", 1).isEmpty();
        try (PreparedStatement statement = connection.prepareStatement(
                        "SELECT sensor, until_minute FROM due_late WHERE until_minute IS NOT NULL");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                replaying.put(row.getInt(1), row.getLong(2));
            }
        }
    }

    @Override
    public void note(int sensor, Minute minute) {
        Sql.run(() -> {
            isEmpty = false;
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT INTO due_late (sensor, from_minute, since, changed) VALUES (?1, ?2, ?3, ?3)"
                            + " ON CONFLICT (sensor) DO UPDATE SET from_minute = CASE WHEN due_late.until_minute IS NULL"
                            + " THEN min(due_late.from_minute, ?2) ELSE ?2 END, since = CASE WHEN due_late.until_minute IS NULL THEN due_late.since ELSE ?3 END,"
                            + " changed = ?3, until_minute = NULL")) {
                statement.setInt(1, sensor);
                statement.setLong(2, minute.epochSecond());
                statement.setLong(3, now.epochSecond());
                statement.executeUpdate();
            }
        });
    }

    @Override
    public List<Late> quiet(int max) {
        return Sql.get(() -> {
            long at = now.epochSecond();
            return gathered(
                    "(changed <= ?1 OR since <= ?2 OR changed > ?3)",
                    max,
                    at - QUIET_SECONDS,
                    at - GATHER_SECONDS_MAX,
                    at);
        });
    }

    @Override
    public List<Late> from(Minute oldest, int max) {
        return Sql.get(() -> {
            return isEmpty ? List.of() : gathered("from_minute <= ?1", max, oldest.epochSecond());
        });
    }

    private List<Late> gathered(String condition, int max, long... values) throws SQLException {
        List<Late> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT sensor, from_minute FROM due_late"
                + " WHERE until_minute IS NULL AND " + condition + NOT_AHEAD + now.epochSecond()
                + ") ORDER BY sensor LIMIT "
                + max)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(new Late(row.getInt(1), new Minute(row.getLong(2))));
                }
            }
        }
        return found;
    }

    @Override
    public void judgeAgain(int sensor, Minute from, Minute until) {
        Sql.run(() -> {
            run(
                    "UPDATE reading SET judged = judged | " + ReadingFlags.AGAIN
                            + " WHERE minute BETWEEN ?2 AND ?3 AND sensor = ?1 AND judged <> " + ReadingFlags.DUE
                            + " AND flow_stages IS NOT NULL",
                    sensor,
                    from,
                    until);
            run(
                    "INSERT OR IGNORE INTO due_minute (minute) SELECT minute FROM reading r WHERE minute BETWEEN ?2 AND ?3"
                            + " AND sensor = ?1 AND " + ReadingFlags.IS_DUE,
                    sensor,
                    from,
                    until);
            run(
                    "UPDATE due_late SET from_minute = ?2, until_minute = max(?3, coalesce(until_minute, 0)) WHERE sensor = ?1",
                    sensor,
                    from,
                    until);
            replaying.put(sensor, until.epochSecond());
        });
    }

    private void run(String sql, int sensor, Minute from, Minute until) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, sensor);
            statement.setLong(2, from.epochSecond());
            statement.setLong(3, until.epochSecond());
            statement.executeUpdate();
        }
    }

    @Override
    public boolean isReplay(int sensor, Minute minute) {
        return Sql.get(() -> {
            Long until = replaying.get(sensor);
            if (until == null) {
                return false;
            }
            if (minute.epochSecond() >= until) {
                replaying.remove(sensor);
                forget(sensor);
            }
            return minute.epochSecond() <= until;
        });
    }

    @Override
    public void forget(int sensor) {
        Sql.run(() -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "DELETE FROM due_late WHERE sensor = ? AND (until_minute IS NOT NULL OR ? = 0)")) {
                statement.setInt(1, sensor);
                statement.setInt(2, replaying.containsKey(sensor) ? 1 : 0);
                statement.executeUpdate();
            }
        });
    }
}
