package io.nightflow.simulation;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * A database whose commits go wrong: they fail, or the process is gone before or after, or the power goes while the log is
 * written, which then ends anywhere between its old and its new end.
 */
final class CommitFaults {
    private final Faults faults;
    private final Path log;
    private long logEnd = Long.MAX_VALUE;

    CommitFaults(Faults faults, Path database) {
        this.faults = faults;
        this.log = Path.of(database + "-wal");
    }

    /** How much of the log is on the disk after the crash, bytes. */
    long logEnd() {
        return logEnd;
    }

    DataSource around(DataSource source) {
        return proxy(DataSource.class, (proxy, method, args) -> {
            Object result = call(() -> method.invoke(source, args));
            return result instanceof Connection connection ? around(connection) : result;
        });
    }

    private Connection around(Connection connection) {
        return proxy(Connection.class, (proxy, method, args) -> {
            Object result = call(() -> method.invoke(connection, args));
            return method.getName().equals("createStatement") ? around((Statement) result) : result;
        });
    }

    private Statement around(Statement statement) {
        return proxy(Statement.class, (proxy, method, args) -> {
            if (method.getName().equals("execute") && "COMMIT".equals(args[0])) {
                commit(statement);
                return false;
            }
            return call(() -> method.invoke(statement, args));
        });
    }

    private void commit(Statement statement) throws SQLException {
        switch (faults.next("commit")) {
            case WORKS -> statement.execute("COMMIT");
            case FAILS_BEFORE, FAILS_HALF, FAILS_AFTER -> throw new SQLException("planted fault");
            case CRASHES_BEFORE -> throw faults.crash("before commit");
            case CRASHES_AFTER -> {
                statement.execute("COMMIT");
                throw faults.crash("after commit");
            }
            case CRASHES_HALF -> {
                long before = length();
                statement.execute("COMMIT");
                long written = Math.max(1, length() - before + 1);
                logEnd = before + faults.random().nextLong(written);
                throw faults.crash("in commit");
            }
        }
    }

    private long length() {
        try {
            return Files.exists(log) ? Files.size(log) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private interface Call {
        Object run() throws ReflectiveOperationException;
    }

    private static Object call(Call call) throws Throwable {
        try {
            return call.run();
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(CommitFaults.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
