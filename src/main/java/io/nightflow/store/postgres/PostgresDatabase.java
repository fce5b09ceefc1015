package io.nightflow.store.postgres;

import io.nightflow.store.JudgedReading;
import io.nightflow.store.SchemaText;
import io.nightflow.store.StoreException;
import io.nightflow.store.Transactions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** One schema of a PostgreSQL, with the tables of a site. A transaction runs on the caller's thread. */
public final class PostgresDatabase implements Transactions {
    private static final int TRIES = 10;
    private static final long PAUSE_NANOS = 20_000_000;
    private static final long DAY = 86_400;
    private static final Set<String> AGAIN = Set.of("40001", "40P01");

    private final PostgresServer server;
    private final String schema;
    private final TranslatedConnection translated;
    private final Set<Long> days = ConcurrentHashMap.newKeySet();

    private PostgresDatabase(PostgresServer server, String schema, TranslatedConnection translated) {
        this.server = server;
        this.schema = schema;
        this.translated = translated;
    }

    /**
     * Opens a schema, and makes it and what is missing of its tables.
     *
     * @param schema small letters, digits and underscores.
     * @throws StoreException the server is away, or refuses it.
     */
    public static PostgresDatabase open(PostgresServer server, String schema) {
        if (!schema.matches("[a-z][a-z0-9_]{0,60}")) {
            throw new IllegalArgumentException(
                    "schema: must be small letters, digits and underscores (got " + schema + ")");
        }
        try (Connection connection = server.connection("public")) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_advisory_xact_lock(hashtext('nightflow schema'))");
                statement.execute("CREATE SCHEMA IF NOT EXISTS " + schema);
                statement.execute("SET LOCAL search_path TO " + schema);
                for (String file : List.of("postgres.sql", "fleet.sql")) {
                    for (String sql : SchemaText.statements(file)) {
                        statement.execute(sql);
                    }
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
            return new PostgresDatabase(server, schema, new TranslatedConnection(keys(connection, schema)));
        } catch (SQLException e) {
            throw new StoreException("opening schema " + schema + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, List<String>> keys(Connection connection, String schema) throws SQLException {
        Map<String, List<String>> keys = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT t.relname, a.attname FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_namespace n"
                        + " ON n.oid = t.relnamespace JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = ANY (i.indkey)"
                        + " WHERE i.indisprimary AND n.nspname = ? ORDER BY 1, a.attnum")) {
            statement.setString(1, schema);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    keys.computeIfAbsent(row.getString(1), table -> new ArrayList<>())
                            .add(row.getString(2));
                }
            }
        }
        return keys;
    }

    @Override
    public <T> CompletableFuture<T> write(Work<T> work) {
        try {
            return CompletableFuture.completedFuture(run("writing", work, true));
        } catch (StoreException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public <T> T read(String doing, Work<T> query) {
        return run(doing, query, false);
    }

    @Override
    public <T> T look(String doing, Work<T> query) {
        return run(doing, query, false);
    }

    @Override
    public void expect(Collection<Long> epochSeconds) {
        for (long second : epochSeconds) {
            long day = Math.floorDiv(second, DAY);
            if (!days.contains(day)) {
                run("making room for a day", connection -> partition(connection, day), true);
                days.add(day);
            }
        }
    }

    private static boolean partition(Connection connection, long day) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('nightflow partition'))");
            return statement.execute("CREATE TABLE IF NOT EXISTS reading_" + day
                    + " PARTITION OF reading FOR VALUES FROM (" + day * DAY + ") TO (" + (day + 1) * DAY + ")");
        }
    }

    /** A day is a table: it goes at once. */
    @Override
    public void forget(long before) {
        boolean unused = run(
                "forgetting old days",
                connection -> {
                    List<String> old = new ArrayList<>();
                    try (Statement statement = connection.createStatement()) {
                        try (ResultSet row =
                                statement.executeQuery("SELECT c.relname FROM pg_inherits i JOIN pg_class c"
                                        + " ON c.oid = i.inhrelid WHERE i.inhparent = 'reading'::regclass")) {
                            while (row.next()) {
                                old.add(row.getString(1));
                            }
                        }
                        old.removeIf(name -> (Long.parseLong(name.substring("reading_".length())) + 1) * DAY > before);
                        for (String name : old) {
                            statement.execute("DROP TABLE " + name);
                            days.remove(Long.parseLong(name.substring("reading_".length())));
                        }
                    }
                    return true;
                },
                true);
    }

    @Override
    public String forUpdate() {
        return " FOR UPDATE";
    }

    @Override
    public void lock(Connection connection, String what) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT pg_advisory_xact_lock(hashtext(current_schema() || ?))")) {
            statement.setString(1, what);
            statement.executeQuery().close();
        }
    }

    /** All in one statement, as arrays: ten times less work than a statement each. Of two for one minute the later one holds. */
    @Override
    public void putJudged(Connection connection, List<JudgedReading> rows, List<Integer> sensors) throws SQLException {
        JudgedArrays arrays = JudgedArrays.of(rows, sensors);
        try (PreparedStatement statement = connection.prepareStatement(JudgedArrays.SQL)) {
            arrays.set(connection, statement);
            statement.executeUpdate();
        }
    }

    private <T> T run(String doing, Work<T> work, boolean writes) {
        for (int left = TRIES; ; left--) {
            try {
                return runOnce(work, writes);
            } catch (SQLException e) {
                if (left == 0 || !AGAIN.contains(String.valueOf(e.getSQLState()))) {
                    throw new StoreException(doing + " in schema " + schema + ": " + e.getMessage(), e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private <T> T runOnce(Work<T> work, boolean writes) throws SQLException {
        try (Connection connection = server.connection(schema)) {
            connection.setAutoCommit(!writes);
            try {
                T result = work.run(translated.around(connection));
                if (writes) {
                    connection.commit();
                }
                return result;
            } catch (SQLException | RuntimeException | Error e) {
                if (writes) {
                    connection.rollback();
                }
                throw e;
            }
        }
    }
}
