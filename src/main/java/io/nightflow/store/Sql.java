package io.nightflow.store;

import java.sql.SQLException;

/** Statements of whoever implements an interface that knows no SQL: what goes wrong there travels as a {@link StoreException}. */
final class Sql {
    private Sql() {}

    /** Gives something. */
    @FunctionalInterface
    interface Query<T> {
        T run() throws SQLException;
    }

    /** Changes something. */
    @FunctionalInterface
    interface Change {
        void run() throws SQLException;
    }

    static <T> T get(Query<T> query) {
        try {
            return query.run();
        } catch (SQLException e) {
            throw StoreUnavailableException.or(String.valueOf(e.getMessage()), e);
        }
    }

    static void run(Change change) {
        get(() -> {
            change.run();
            return 0;
        });
    }

    /** The other way round, at the edge of a transaction: the writer tells a busy or a full disk by its own exception. */
    static <T> T open(Query<T> query) throws SQLException {
        try {
            return query.run();
        } catch (StoreException e) {
            if (e.getCause() instanceof SQLException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
