package io.nightflow.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * SQL files named by the {@code user_version} that they lead to, applied in order, each in one transaction with it. A file
 * of a released version is never changed; versions below 100 were never released.
 */
final class Schema {
    private static final int FIRST = 100;
    private static final List<String> FILES = List.of(
            "0100-initial.sql",
            "0101-detection-in-memory.sql",
            "0102-registers.sql",
            "0103-taps.sql",
            "0104-seen.sql",
            "0105-uplink.sql",
            "0106-rhythm.sql",
            "0107-reasons.sql",
            "0108-by-day.sql");
    private static final int NEWEST = FIRST + FILES.size() - 1;

    private Schema() {}

    /**
     * Brings the file to the newest schema.
     *
     * @throws SQLException the file is newer than this program, or older than any release, or a step failed.
     */
    static void migrate(Connection connection) throws SQLException {
        int version = version(connection);
        refuseForeign(version);
        if (version == 0) {
            prepare(connection);
        }
        for (int next = Math.max(FIRST, version + 1); next <= NEWEST; next++) {
            apply(connection, FILES.get(next - FIRST), next);
        }
    }

    private static void refuseForeign(int version) throws SQLException {
        if (version > NEWEST) {
            throw new SQLException("its schema has version " + version + ", this Nightflow knows up to " + NEWEST
                    + ". Use the newer Nightflow that wrote it, or another file");
        }
        if (version > 0 && version < FIRST) {
            throw new SQLException("its schema has version " + version + ", of a Nightflow before its first release."
                    + " Move the file away: the build that wrote it can export its readings, and replay puts them"
                    + " into the new one");
        }
    }

    /**
     * For whoever only reads.
     *
     * @throws SQLException the file has another schema than this program.
     */
    static void requireNewest(Connection connection) throws SQLException {
        int version = version(connection);
        refuseForeign(version);
        if (version != NEWEST) {
            throw new SQLException("its schema has version " + version + ", this Nightflow reads " + NEWEST
                    + ". A gateway of this version brings it up to date when it starts");
        }
    }

    /** Lets a new file give pages back later; an older one would have to be written anew for it. */
    private static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            statement.execute("VACUUM");
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    private static void apply(Connection connection, String file, int version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            try {
                for (String sql : SchemaText.statements(file)) {
                    statement.execute(sql);
                }
                statement.execute("PRAGMA user_version = " + version);
                statement.execute("COMMIT");
            } catch (SQLException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }
}
