package io.nightflow.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rows of a damaged database up to the damage: a failure to read ends them, a failure to write is none of theirs. */
final class ReadableRows implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ReadableRows.class);

    private @Nullable Statement statement;
    private @Nullable ResultSet row;
    private boolean whole = true;

    ReadableRows(Connection from, String select) {
        try {
            statement = from.createStatement();
            row = statement.executeQuery(select);
        } catch (SQLException e) {
            damaged(e);
        }
    }

    boolean next() {
        try {
            return row != null && row.next();
        } catch (SQLException e) {
            damaged(e);
            return false;
        }
    }

    @Nullable
    Object value(int column) {
        try {
            return row == null ? null : row.getObject(column);
        } catch (SQLException e) {
            damaged(e);
            return null;
        }
    }

    boolean isWhole() {
        return whole;
    }

    private void damaged(SQLException e) {
        whole = false;
        LOG.debug("the damage is reached: {}", e.getMessage());
    }

    @Override
    public void close() {
        try {
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            LOG.debug("closing a damaged database: {}", e.getMessage());
        }
    }
}
