package io.nightflow.store;

import io.nightflow.detect.Judge;
import io.nightflow.detect.SensorMemories;
import io.nightflow.reading.Minute;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;

/** The table of what detection remembers, for one transaction. */
final class MemoryTable implements SensorMemories {
    private static final byte[] NOTHING = {};
    private static final String SELECT = "SELECT m.memory, m.silent_since, m.pause, p.profiles"
            + " FROM (SELECT ?1 AS sensor) s LEFT JOIN detection_memory m ON m.sensor = s.sensor"
            + " LEFT JOIN detection_profile p ON p.sensor = s.sensor";
    private static final String INSERT =
            "INSERT INTO detection_memory (memory, last_minute, silent_since, sensor, pause, first_minute)"
                    + " VALUES (?1, ?2, ?3, ?4, ?5, coalesce((SELECT min(minute) FROM detection_snapshot"
                    + " WHERE sensor = ?4), ?2))";
    private static final String UPDATE =
            "UPDATE detection_memory SET memory = ?1, last_minute = ?2, silent_since = ?3, pause = ?5,"
                    + " first_minute = min(first_minute, coalesce((SELECT min(minute)"
                    + " FROM detection_snapshot WHERE sensor = ?4), first_minute)) WHERE sensor = ?4";

    private static final String KEPT_SINCE =
            "SELECT minute, memory, before FROM detection_snapshot WHERE sensor = ?1 AND minute >= coalesce("
                    + "(SELECT max(minute) FROM detection_snapshot WHERE sensor = ?1 AND minute <= ?2),"
                    + " (SELECT first_minute FROM detection_memory WHERE sensor = ?1 AND first_minute <= ?3"
                    + " AND first_minute = (SELECT min(minute) FROM detection_snapshot WHERE sensor = ?1)))"
                    + " ORDER BY minute DESC";

    private final Statements statements;

    MemoryTable(Statements statements) {
        this.statements = statements;
    }

    /** What is held in memory of before is no longer true. */
    static void changed(Connection connection) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("UPDATE detection_revision SET number = number + 1")) {
            statement.executeUpdate();
        }
    }

    @Override
    public long revision() {
        return Sql.get(() -> {
            try (ResultSet row =
                    statements.of("SELECT number FROM detection_revision").executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Override
    public Memory load(int sensor) {
        return Sql.get(() -> {
            PreparedStatement select = statements.of(SELECT);
            select.setInt(1, sensor);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                byte[] memory = row.getBytes(1);
                byte[] profiles = row.getBytes(4);
                return new Memory(
                        memory == null,
                        memory == null ? NOTHING : memory,
                        row.getLong(2),
                        row.getInt(3),
                        profiles == null ? NOTHING : profiles);
            }
        });
    }

    @Override
    public void save(int sensor, boolean isNew, byte[] memory, Minute last, long silentSince, int pause) {
        Sql.run(() -> {
            PreparedStatement statement = statements.of(isNew ? INSERT : UPDATE);
            statement.setBytes(1, memory);
            statement.setLong(2, last.epochSecond());
            if (silentSince == 0) {
                statement.setNull(3, Types.INTEGER);
            } else {
                statement.setLong(3, silentSince);
            }
            statement.setInt(4, sensor);
            statement.setInt(5, pause);
            statement.executeUpdate();
        });
    }

    @Override
    public void saveProfiles(int sensor, byte[] profiles) {
        run("INSERT OR REPLACE INTO detection_profile (sensor, profiles) VALUES (?1, ?2)", statement -> {
            statement.setInt(1, sensor);
            statement.setBytes(2, profiles);
        });
    }

    @Override
    public void keep(int sensor, Judge.Kept kept, Minute oldest) {
        run(
                "INSERT OR REPLACE INTO detection_snapshot (sensor, minute, memory, before) VALUES (?, ?, ?, ?)",
                statement -> {
                    statement.setInt(1, sensor);
                    statement.setLong(2, kept.minute().epochSecond());
                    statement.setBytes(3, kept.memory());
                    statement.setBytes(4, kept.before());
                });
        run(
                "DELETE FROM detection_snapshot WHERE sensor = ?1 AND minute <"
                        + " (SELECT max(minute) FROM detection_snapshot WHERE sensor = ?1 AND minute <= ?2)",
                statement -> {
                    statement.setInt(1, sensor);
                    statement.setLong(2, oldest.epochSecond());
                });
    }

    @Override
    public List<Judge.Kept> keptSince(int sensor, Minute minute, Minute firstBefore) {
        return Sql.get(() -> {
            List<Judge.Kept> newestFirst = new ArrayList<>();
            PreparedStatement statement = statements.of(KEPT_SINCE);
            statement.setInt(1, sensor);
            statement.setLong(2, minute.epochSecond());
            statement.setLong(3, firstBefore.epochSecond());
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    newestFirst.add(new Judge.Kept(new Minute(row.getLong(1)), row.getBytes(2), row.getBytes(3)));
                }
            }
            return newestFirst;
        });
    }

    @Override
    public void forgetKept(int sensor, long fromSecond) {
        run("DELETE FROM detection_snapshot WHERE sensor = ?1 AND minute >= ?2", statement -> {
            statement.setInt(1, sensor);
            statement.setLong(2, fromSecond);
        });
    }

    /** Fills a statement. */
    @FunctionalInterface
    private interface Values {
        void set(PreparedStatement statement) throws SQLException;
    }

    private void run(String sql, Values values) {
        Sql.run(() -> {
            PreparedStatement statement = statements.of(sql);
            values.set(statement);
            statement.executeUpdate();
        });
    }
}
