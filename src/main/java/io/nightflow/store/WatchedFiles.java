package io.nightflow.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the files that are open are still those of that name: what is committed into a file that somebody has removed,
 * replaced or cut is gone with it. A look costs some five calls of the kernel.
 */
final class WatchedFiles implements AutoCloseable {
    private final Path file;
    private final Path log;
    private @Nullable Object fileKey;
    private @Nullable Object logKey;
    private @Nullable LogFrames frames;
    private long bytes;

    WatchedFiles(Path file) {
        this.file = file;
        this.log = Path.of(file + "-wal");
    }

    /** The files were opened: from now on they are to stay. */
    void opened() {
        fileKey = key(file);
        forgetLog();
        bytes = 0;
    }

    /** They were opened once more: the log may be a new one, the file must be the same. */
    void openedAgain() {
        forgetLog();
        bytes = 0;
    }

    /** What is wrong; empty where nothing is. In a transaction's connection, after it. */
    Optional<String> trouble(Connection connection) throws SQLException {
        Optional<BasicFileAttributes> now = attributes(file);
        if (now.isEmpty() || !Objects.equals(now.get().fileKey(), fileKey)) {
            return Optional.of("it was removed or replaced");
        }
        Object logNow = key(log);
        if (logKey != null && !logKey.equals(logNow)) {
            return Optional.of("its log " + log + " was removed or replaced");
        }
        if (isLogBroken(logNow)) {
            return Optional.of("its log " + log + " was cut or overwritten");
        }
        logKey = logNow;
        boolean shrunk = now.get().size() < bytes;
        bytes = now.get().size();
        return shrunk && isCut(connection) ? Optional.of("it was cut") : Optional.empty();
    }

    private boolean isLogBroken(@Nullable Object logNow) {
        try {
            if (frames == null && logNow != null) {
                frames = new LogFrames(log);
            }
            return frames != null && frames.isBroken();
        } catch (IOException e) {
            throw new StoreException("looking at " + log + ": " + e.getMessage(), e);
        }
    }

    private void forgetLog() {
        logKey = null;
        LogFrames open = frames;
        frames = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            throw new StoreException("looking at " + log + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        forgetLog();
    }

    /** A file that gives pages back becomes smaller; one that was cut is smaller than its pages, those in the log apart. */
    private boolean isCut(Connection connection) throws SQLException {
        long pages = number(connection, "PRAGMA page_count") * number(connection, "PRAGMA page_size");
        return attributes(log).map(BasicFileAttributes::size).orElse(0L) + bytes < pages;
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        }
    }

    private static @Nullable Object key(Path path) {
        return attributes(path).map(BasicFileAttributes::fileKey).orElse(null);
    }

    /** Empty where there is no such file; a file system that fails to tell has not lost it. */
    private static Optional<BasicFileAttributes> attributes(Path path) {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StoreException("looking at " + path + ": " + e.getMessage(), e);
        }
    }
}
