package io.nightflow.store.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.nightflow.store.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** Connections to one PostgreSQL. */
public final class PostgresServer implements AutoCloseable {
    private static final int CONNECTIONS = 4;
    private static final long WAIT_MILLIS = 5_000;

    private final HikariDataSource pool;
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
            connection.setSchema(schema);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Its version; fails where it is away. */
    public String version() {
        try (Connection connection = pool.getConnection()) {
            return connection.getMetaData().getDatabaseProductVersion();
        } catch (SQLException e) {
            throw new StoreException("asking " + url + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
