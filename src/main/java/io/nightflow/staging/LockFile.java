package io.nightflow.staging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A file whose lock keeps other processes out. Linux drops the lock when anything in this JVM opens and closes the file
 * a second time, and interrupting a thread during its I/O closes it; so a path is opened once a JVM, on the staging
 * thread, which nobody interrupts, and what the file holds is read through its own channel. It is never deleted.
 */
final class LockFile implements AutoCloseable {
    private static final Set<Path> OPEN = new HashSet<>();
    private static final int NUMBER_DIGITS = 12;

    private final Path path;
    private final FileChannel channel;
    private @Nullable FileLock lock;

    private LockFile(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    static LockFile open(Path file) throws IOException {
        Path path = file.toAbsolutePath().normalize();
        synchronized (OPEN) {
            if (!OPEN.add(path)) {
                throw new IOException("opening " + path + ": this gateway has it open already");
            }
        }
        try {
            return new LockFile(
                    path,
                    FileChannel.open(
                            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (IOException e) {
            forget(path);
            throw e;
        }
    }

    /** Takes the lock where no other process holds it. */
    boolean tryLock() throws IOException {
        if (lock == null) {
            lock = channel.tryLock();
        }
        return lock != null;
    }

    /** Waits for the lock. */
    void lock() throws IOException {
        lock = channel.lock();
    }

    void unlock() throws IOException {
        FileLock held = lock;
        lock = null;
        if (held != null) {
            held.release();
        }
    }

    /** The number in the file; 1 where it holds none. */
    long readNumber() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(NUMBER_DIGITS);
        channel.read(buffer, 0);
        long number = 0;
        for (int i = 0; i < NUMBER_DIGITS; i++) {
            int digit = buffer.get(i) - '0';
            if (digit < 0 || digit > 9) {
                return 1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /** Replaces the number in the file; it survives a kill, a power cut may bring the old one back. */
    void writeNumber(long number) throws IOException {
        channel.write(ByteBuffer.wrap(StagedMinute.number(number).getBytes(StandardCharsets.ISO_8859_1)), 0);
    }

    /** Makes the number survive a power cut too. */
    void makeNumberDurable(Disk disk) throws IOException {
        disk.force(path, channel);
    }

    @Override
    public void close() throws IOException {
        channel.close();
        forget(path);
    }

    private static void forget(Path path) {
        synchronized (OPEN) {
            OPEN.remove(path);
        }
    }
}
