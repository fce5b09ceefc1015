package io.nightflow.staging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** A real disk whose n-th changing operation fails, before or after it was done, or only in part. */
final class FaultyDisk implements Disk {
    enum Fault {
        BEFORE,
        AFTER,
        HALF
    }

    private final Disk disk = new LocalDisk();
    private final Fault fault;
    private int left;
    private boolean struck;

    FaultyDisk(int failing, Fault fault) {
        this.left = failing;
        this.fault = fault;
    }

    boolean hasStruck() {
        return struck;
    }

    private interface Operation {
        void run() throws IOException;
    }

    private void change(Operation whole, Operation half) throws IOException {
        left--;
        if (left != 0) {
            whole.run();
            return;
        }
        struck = true;
        if (fault == Fault.AFTER) {
            whole.run();
        } else if (fault == Fault.HALF) {
            half.run();
        }
        throw new IOException("planted fault");
    }

    private static void nothing() {
        // a half-done rename or fsync is none
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        disk.createDirectories(directory);
    }

    @Override
    public void writeNew(Path file, byte[] content) throws IOException {
        change(
                () -> disk.writeNew(file, content),
                () -> disk.writeNew(file, Arrays.copyOf(content, content.length / 2)));
    }

    @Override
    public void overwrite(Path file, long offset, byte[] content) throws IOException {
        change(
                () -> disk.overwrite(file, offset, content),
                () -> disk.overwrite(file, offset, Arrays.copyOf(content, content.length / 2)));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        change(() -> disk.rename(from, to), FaultyDisk::nothing);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        change(() -> disk.syncDirectory(directory), FaultyDisk::nothing);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return disk.read(file);
    }

    @Override
    public void delete(Path file) throws IOException {
        change(() -> disk.delete(file), FaultyDisk::nothing);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return disk.list(directory);
    }

    @Override
    public void forEachName(Path directory, Consumer<String> sink) throws IOException {
        disk.forEachName(directory, sink);
    }

    @Override
    public long length(Path file) throws IOException {
        return disk.length(file);
    }

    @Override
    public long freeBytes(Path directory) throws IOException {
        return disk.freeBytes(directory);
    }
}
