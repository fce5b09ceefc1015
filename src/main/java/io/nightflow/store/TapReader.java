package io.nightflow.store;

import io.nightflow.tap.TapKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** A connection that one tap alone reads with; for one thread. */
public final class TapReader implements AutoCloseable {
    private final Path file;
    private final String name;
    private final TapRows rows;
    private @Nullable Connection connection;

    TapReader(Path file, String name, TapRows rows) {
        this.name = name;
        this.file = file;
        this.rows = rows;
    }

    /**
     * What comes after a number, at most so much.
     *
     * @throws StoreException it cannot be read; the next call tries with a new connection.
     */
    public TapStore.Batch next(TapKind kind, long after, int max) {
        try {
            Connection open = connection;
            if (open == null) {
                open = Sources.of(file, true).getConnection();
                connection = open;
            }
            return rows.next(open, name, kind, after, max);
        } catch (SQLException e) {
            close();
            throw new StoreException("reading what is tapped in database " + file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                throw new StoreException("closing database " + file + ": " + e.getMessage(), e);
            }
        }
    }
}
