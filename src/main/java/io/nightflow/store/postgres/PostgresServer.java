package io.nightflow.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.nightflow.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.WeakHashMap;
import org.postgresql.PGConnection;

/** Connections to one PostgreSQL. */
public final class PostgresServer implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final long WAIT_MILLIS = 5_000;

    private final HikariDataSource pool;
    private final Map<PGConnection, String> chosen = Collections.synchronizedMap(new WeakHashMap<>());
    private final String url;

    /**
     * To a server; it may be away.
     *
     * @param url {@code jdbc:postgresql://host/database}.
     */
    public PostgresServer(String url, String user, String password) {
        this.url = url;
        Properties driver = new Properties();
        driver.setProperty("ApplicationName", "nightflow-fleet");
        driver.setProperty("tcpKeepAlive", "true");
        driver.setProperty("socketTimeout", "60");
        HikariConfig hikari = new HikariConfig();
        hikari.setJdbcUrl(url);
        hikari.setUsername(user.isEmpty() ? null : user);
        hikari.setPassword(password.isEmpty() ? null : password);
        hikari.setDataSourceProperties(driver);
        hikari.setPoolName("postgres");
        hikari.setMaximumPoolSize(CONNECTIONS);
        hikari.setMinimumIdle(1);
        hikari.setConnectionTimeout(WAIT_MILLIS);
        hikari.setInitializationFailTimeout(-1);
        pool = new HikariDataSource(hikari);
    }

    /** A connection whose tables are those of a schema. */
    Connection connection(String schema) throws SQLException {
        Connection connection = pool.getConnection();
        try {
            choose(connection, schema);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Asked once a connection: a question each time costs a fifth of a small transaction. */
    private void choose(Connection connection, String schema) throws SQLException {
        PGConnection bare = connection.unwrap(PGConnection.class);
        if (!schema.equals(chosen.get(bare))) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET search_path TO " + schema);
            }
            chosen.put(bare, schema);
        }
    }

    /** Its version; fails where it is away. */
    public String version() {
        try (Connection connection = pool.getConnection()) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new StoreException("asking " + url + ": " + why(e), e);
        }
    }

    /** What the server says, where it says something: the pool tells of its own waiting first. */
    private static String why(SQLException failure) {
        Throwable last = failure;
        while (last.getCause() instanceof SQLException cause) {
            last = cause;
        }
        return String.valueOf(last.getMessage()).lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        pool.close();
    }
}
