package io.nightflow.store;

import com.zaxxer.hikari.HikariDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConnection;

/**
 * Read-only connections for queries that are not ours: few, apart from the gateway's own, and each query ends after a
 * minute. Opened with the first query.
 */
final class QuerySource implements DataSource, AutoCloseable {
    static final long SECONDS_MAX = 60;
    private static final int STEPS_BETWEEN_LOOKS = 20_000;

    private final Supplier<HikariDataSource> open;
    private final long nanosMax;
    private @Nullable HikariDataSource pool;

    QuerySource(Supplier<HikariDataSource> open) {
        this(open, TimeUnit.SECONDS.toNanos(SECONDS_MAX));
    }

    QuerySource(Supplier<HikariDataSource> open, long nanosMax) {
        this.open = open;
        this.nanosMax = nanosMax;
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = pool().getConnection();
        try {
            long end = System.nanoTime() + nanosMax;
            ProgressHandler.setHandler(
                    connection.unwrap(SQLiteConnection.class), STEPS_BETWEEN_LOOKS, new ProgressHandler() {
                        @Override
                        protected int progress() {
                            return System.nanoTime() - end > 0 ? 1 : 0; // 1 interrupts the query
                        }
                    });
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private synchronized HikariDataSource pool() {
        HikariDataSource known = pool;
        if (known == null) {
            known = open.get();
            pool = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        if (pool != null) {
            pool.close();
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return new PrintWriter(PrintWriter.nullWriter());
    }

    @Override
    public void setLogWriter(PrintWriter out) {
        // it says nothing
    }

    @Override
    public void setLoginTimeout(int seconds) {
        // the pool has its own
    }

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(Logger.GLOBAL_LOGGER_NAME);
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        throw new SQLException("it wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return false;
    }
}
