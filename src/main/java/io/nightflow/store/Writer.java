package io.nightflow.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The only thread that writes. What waits is committed together; while one group goes to the disk the next one gathers,
 * so a slow disk makes groups larger instead of the queue longer. A file that somebody else has locked is waited for.
 */
final class Writer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
    private static final int WAITING_MAX = 1_000;
    private static final int GROUP_MAX = 100;
    private static final long IDLE_MILLIS = 2_000;
    private static final long CLOSE_MILLIS = 2_000;

    private static final class Task<T> {
        final Transactions.Work<T> transaction;
        final CompletableFuture<T> done = new Committed<>();
        final boolean judges;
        private T result;

        @SuppressWarnings("NullAway.Init")
        Task(Transactions.Work<T> transaction, boolean judges) {
            this.transaction = transaction;
            this.judges = judges;
        }

        void run(Connection connection) throws SQLException {
            result = transaction.run(connection);
        }

        void committed() {
            done.complete(result);
        }
    }

    private final BlockingQueue<Task<?>> waiting = new LinkedBlockingQueue<>(WAITING_MAX);
    private final WritingConnection connection;
    private final Path file;
    private final Thread thread;
    private final WatchedFiles watched;
    private boolean openedBefore;
    private boolean changed;
    private final LongAdder ofResults = new LongAdder();
    private volatile String lost = "";
    private volatile Consumer<String> listener = reason -> {};
    private final CommitTimes times = new CommitTimes();
    private final DatabaseTroubles troubles = new DatabaseTroubles(System::nanoTime);
    private volatile boolean closing;
    private volatile boolean impatient;

    Writer(WritingConnection connection, Path file) {
        this.connection = connection;
        this.file = file;
        watched = new WatchedFiles(file);
        connection.onOpen(this::opened);
        thread = new Thread(this::write, "store-writer");
        thread.start();
    }

    /** Waits for a place in the queue where it is full: a source that is too fast is held back, nothing is dropped. */
    <T> CompletableFuture<T> submit(Transactions.Work<T> transaction, boolean judges) {
        Task<T> task = new Task<>(transaction, judges);
        try {
            waiting.put(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            task.done.completeExceptionally(failure("interrupted while waiting", e));
        }
        if (closing && waiting.remove(task)) {
            task.done.completeExceptionally(failure("the gateway is stopping", new IllegalStateException("closed")));
        }
        return task.done;
    }

    /** In how many milliseconds 99 of 100 commits were on the disk, of the last 1,024. */
    double commitMillisP99() {
        return times.p99();
    }

    /** How many groups were committed. */
    long commits() {
        return times.count();
    }

    /** How many of them did more than to take readings in. */
    long commitsOfResults() {
        return ofResults.sum();
    }

    /** What keeps it from being read or written. */
    DatabaseTroubles troubles() {
        return troubles;
    }

    void onLost(Consumer<String> lostListener) {
        listener = lostListener;
        if (!lost.isEmpty()) {
            lostListener.accept(lost);
        }
    }

    /** The first time only: what lies there when a connection that failed is opened again may be another file. */
    private void opened() {
        if (!openedBefore) {
            openedBefore = true;
            watched.opened();
        } else {
            watched.openedAgain();
        }
    }

    /** Before anybody hears that something is on the disk. */
    private void verify(Connection writing) throws SQLException {
        Optional<String> trouble = lost.isEmpty() ? watched.trouble(writing) : Optional.of(lost);
        if (trouble.isPresent() && lost.isEmpty()) {
            lost = "database " + file + ": " + trouble.get()
                    + " while the gateway runs. Nothing is acknowledged any more; started again it opens what lies there";
            listener.accept(lost);
        }
        if (trouble.isPresent()) {
            throw new SQLException(lost);
        }
    }

    /** Gives up waiting for a file that another program has locked. */
    void stopWaiting() {
        impatient = true;
    }

    @Override
    public void close() {
        stopWaiting();
        closing = true;
        boolean unusedFull = waiting.offer(new Task<>(any -> true, false)); // wakes it
        try {
            thread.join(CLOSE_MILLIS);
            watched.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write() {
        List<Task<?>> group = new ArrayList<>();
        while (!closing || !waiting.isEmpty()) {
            try {
                Task<?> first = waiting.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.add(first);
                    waiting.drainTo(group, GROUP_MAX - 1);
                    commit(group);
                    group.clear();
                } else {
                    look();
                }
            } catch (InterruptedException e) {
                closing = true;
            }
        }
    }

    /** Nothing is to be written: the files are looked at all the same. */
    private void look() {
        try {
            if (!lost.isEmpty()) {
                return;
            }
            connection.use(this::verify);
        } catch (SQLException | RuntimeException e) {
            LOG.debug("looking at the database's files", e); // whoever writes next hears of it
        }
    }

    private void commit(List<Task<?>> group) {
        try {
            long started = System.nanoTime();
            commitWhenFree(group);
            times.add(System.nanoTime() - started);
            if (troubles.committed(changed)) {
                LOG.warn("database {} is written again", file);
            }
            ofResults.add(group.stream().anyMatch(task -> task.judges) ? 1 : 0);
            group.forEach(Task::committed);
        } catch (SQLException | RuntimeException | Error e) { // an error must not end this thread: callers would hang
            StoreException failure = failure(String.valueOf(e.getMessage()), e);
            boolean isUnavailable = failure instanceof StoreUnavailableException;
            boolean isOfTheFile = e instanceof SQLException || isUnavailable; // any other is the task's own
            if (isOfTheFile && troubles.failed(e) && isUnavailable) {
                LOG.error("writing database {}: {}. Readings wait, nothing is acknowledged", file, e.getMessage());
            }
            if (group.size() == 1) {
                group.get(0).done.completeExceptionally(failure);
            } else {
                group.forEach(task -> commit(List.of(task)));
            }
        }
    }

    private void commitWhenFree(List<Task<?>> group) throws SQLException {
        boolean told = false;
        while (true) {
            try {
                commitOnce(group);
                return;
            } catch (SQLException e) {
                if (!isBusy(e) || impatient) {
                    throw e;
                }
                troubles.locked();
                if (!told) {
                    LOG.warn("writing database {}: another program has it locked. Waiting for it", file);
                    told = true;
                }
            }
        }
    }

    private void commitOnce(List<Task<?>> group) throws SQLException {
        if (!lost.isEmpty()) {
            throw new SQLException(lost); // a connection now would open another file
        }
        connection.use(writing -> {
            try (Statement statement = writing.createStatement()) {
                long before = troubles.isFailing() ? changes(statement) : -1;
                statement.execute("BEGIN IMMEDIATE");
                for (Task<?> task : group) {
                    task.run(writing);
                }
                statement.execute("COMMIT");
                changed = before < 0 || changes(statement) > before; // on a full disk, too, nothing can be written
            }
            verify(writing);
        });
    }

    private static long changes(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("SELECT total_changes()")) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static boolean isBusy(SQLException e) {
        if (!(e instanceof SQLiteException sqlite)) {
            return false;
        }
        int primary = sqlite.getResultCode().code & 0xff;
        return primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code;
    }

    private StoreException failure(String reason, Throwable cause) {
        return StoreUnavailableException.or("writing database " + file + ": " + reason, cause);
    }
}
