package io.nightflow.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A database with this house's tables: SQLite in a gateway, PostgreSQL or SQLite in the fleet. */
public interface Transactions {
    /** Work with a connection; in a transaction it may run more than once, and must depend on nothing that it changed. */
    @FunctionalInterface
    interface Work<T> {
        /** With a connection that is valid until it returns. */
        T run(Connection connection) throws SQLException;
    }

    /** A transaction; done when it is on the disk. */
    <T> CompletableFuture<T> write(Work<T> work);

    /** The same where it does nothing but put readings in: who waits for what comes of them need not look. */
    default <T> CompletableFuture<T> takeIn(Work<T> work) {
        return write(work);
    }

    /**
     * A transaction, waited for.
     *
     * @throws StoreException it was not committed.
     */
    default <T> T commit(Work<T> work) {
        return joined(write(work));
    }

    /** Waits; what failed is told as it is, without what a future puts around it. */
    static <T> T joined(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** A query, on the caller's thread. */
    <T> T read(String doing, Work<T> query);

    /** Makes room for readings of these times, before the transaction that writes them: a table may be parted by days. */
    default void expect(Collection<Long> epochSeconds) {}

    /** Deletes readings that are older than a time, epoch seconds. */
    default void forget(long before) {
        FleetRetention.forget(this, before);
    }

    /** Ends a query whose rows nobody else may change before the transaction ends. */
    default String forUpdate() {
        return ""; // one writer alone
    }

    /** Waits for whoever works on this in another process, until the transaction ends. */
    default void lock(Connection connection, String what) throws SQLException {}

    /** Stores readings that are judged already, with the ids of their sensors; one that is there is replaced. */
    default void putJudged(Connection connection, List<JudgedReading> rows, List<Integer> sensors) throws SQLException {
        JudgedReadings.put(connection, rows, sensors);
    }

    /** A query of somebody who looks at a page: it ends after a while. */
    <T> T look(String doing, Work<T> query);
}
