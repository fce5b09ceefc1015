package io.nightflow.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one connection that writes, for one user at a time. What fails closes it, which takes back what was not committed;
 * the next use opens another, since by then the file may be another.
 */
final class WritingConnection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WritingConnection.class);

    private final DataSource source;
    private @Nullable Connection open;
    private Runnable opened = () -> {};

    WritingConnection(DataSource source) {
        this.source = source;
    }

    /** Is told each time that the file is opened, from the one that is open already on. */
    synchronized void onOpen(Runnable listener) {
        opened = listener;
        listener.run();
    }

    /** What it is used for. */
    @FunctionalInterface
    interface Work {
        void run(Connection connection) throws SQLException;
    }

    synchronized void use(Work work) throws SQLException {
        Connection connection = open;
        if (connection == null) {
            connection = source.getConnection();
            open = connection;
            opened.run();
        }
        try {
            work.run(connection);
        } catch (SQLException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    @Override
    public synchronized void close() {
        Connection closing = open;
        open = null;
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (SQLException e) {
            LOG.debug("a connection that failed could not be closed", e);
        }
    }
}
