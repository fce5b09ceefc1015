package io.nightflow.fleet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** That one worker alone has the file of a site: {@code fleet.lock} beside it, held for life. */
final class SiteLock implements AutoCloseable {
    private final FileChannel channel;

    private SiteLock(FileChannel channel) {
        this.channel = channel;
    }

    static SiteLock take(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("fleet.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock(channel) == null) {
            channel.close();
            throw new IOException("fleet.store: another worker runs on " + folder
                    + ", and sqlite is for one. Stop it, or use PostgreSQL");
        }
        return new SiteLock(channel);
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // in this process
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
