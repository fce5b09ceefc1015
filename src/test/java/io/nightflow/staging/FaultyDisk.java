package io.nightflow.staging;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** A real disk whose n-th changing operation fails, before or after it was done, or only in part. */
final class FaultyDisk extends LocalDisk {
    enum Fault {
        BEFORE,
        AFTER,
        HALF
    }

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
    public void writeNew(Path file, byte[] content) throws IOException {
        change(
                () -> super.writeNew(file, content),
                () -> super.writeNew(file, Arrays.copyOf(content, content.length / 2)));
    }

    @Override
    public void overwrite(Path file, long offset, byte[] content) throws IOException {
        change(
                () -> super.overwrite(file, offset, content),
                () -> super.overwrite(file, offset, Arrays.copyOf(content, content.length / 2)));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        change(() -> super.rename(from, to), FaultyDisk::nothing);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        change(() -> super.syncDirectory(directory), FaultyDisk::nothing);
    }

    @Override
    public void delete(Path file) throws IOException {
        change(() -> super.delete(file), FaultyDisk::nothing);
    }
}
