package io.nightflow.gateway;

import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** That one gateway runs on a database: the lock of a file beside it, which goes with the process, whatever ends it. */
public final class FolderLock implements AutoCloseable {
    private final FileChannel channel;

    private FolderLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Takes it.
     *
     * @throws UserError another gateway has it.
     * @throws IOException the file cannot be made.
     */
    public static FolderLock take(Settings settings) throws UserError, IOException {
        return take(settings.path(Key.STORE_FILE));
    }

    /** The same on a database, whatever else its settings say. */
    public static FolderLock take(Path database) throws UserError, IOException {
        Path file = Path.of(database + ".lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw UserError.failed(
                    "another gateway, process " + Files.readString(file).strip() + ", runs on " + database
                            + ". Stop it first, or name another folder with --dir");
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
        return new FolderLock(channel);
    }

    /** Whether a gateway runs on the database of these settings. */
    public static boolean isTaken(Settings settings) throws IOException {
        Path file = Path.of(settings.path(Key.STORE_FILE) + ".lock");
        if (!Files.exists(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return tryLock(channel) == null;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this process itself has it
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            Logging.flush(); // it goes with the process
        }
    }
}
