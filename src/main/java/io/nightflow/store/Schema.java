package io.nightflow.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** Numbered SQL files, applied in order, each in one transaction with the {@code user_version} that it leads to. */
final class Schema {
    private static final List<String> FILES = List.of(
            "0001-initial.sql",
            "0002-detection.sql",
            "0003-night.sql",
            "0004-forecast.sql",
            "0005-meter-position.sql",
            "0006-early-reading.sql");

    private Schema() {}

    /**
     * Brings the file to the newest schema.
     *
     * @throws SQLException the file is newer than this program, or a step failed.
     */
    static void migrate(Connection connection) throws SQLException {
        int version = version(connection);
        if (version > FILES.size()) {
            throw new SQLException("its schema has version " + version + ", this Nightflow knows up to " + FILES.size()
                    + ". Use the newer Nightflow that wrote it, or another file");
        }
        if (version == 0) {
            prepare(connection);
        }
        for (int next = version; next < FILES.size(); next++) {
            apply(connection, FILES.get(next), next + 1);
        }
    }

    /**
     * For whoever only reads.
     *
     * @throws SQLException the file has another schema than this program.
     */
    static void requireNewest(Connection connection) throws SQLException {
        int version = version(connection);
        if (version != FILES.size()) {
            throw new SQLException("its schema has version " + version + ", this Nightflow reads " + FILES.size()
                    + (version < FILES.size()
                            ? ". A gateway of this version brings it up to date when it starts"
                            : ". Use the newer Nightflow that wrote it"));
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
                for (String sql : text(file).split(";\\s*\\n", -1)) {
                    if (!sql.isBlank()) {
                        statement.execute(sql);
                    }
                }
                statement.execute("PRAGMA user_version = " + version);
                statement.execute("COMMIT");
            } catch (SQLException e) {
                statement.execute("ROLLBACK");
                throw e;
            }
        }
    }

    private static String text(String file) {
        try (InputStream in = Schema.class.getResourceAsStream("/schema/" + file)) {
            if (in == null) {
                throw new IllegalStateException("schema file " + file + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("schema file " + file + " cannot be read", e);
        }
    }
}
