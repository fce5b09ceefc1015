package io.nightflow.staging;

import java.io.IOException;
import java.nio.file.Path;

/** Files that are being written, named by the process that writes them: {@code 4711-3}. */
final class TmpFiles {
    private final Disk disk;
    private final Path directory;
    private long written;

    TmpFiles(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
    }

    /** Writes a file whose content is on the disk when it returns. */
    Path write(byte[] content) throws IOException {
        Path file = directory.resolve(ProcessHandle.current().pid() + "-" + written++);
        disk.writeNew(file, content);
        return file;
    }

    /** Deletes what processes that are gone have left. */
    void clear() throws IOException {
        for (String name : disk.list(directory)) {
            if (!isBeingWritten(name)) {
                disk.delete(directory.resolve(name));
            }
        }
    }

    private static boolean isBeingWritten(String name) {
        String pid = name.substring(0, Math.max(0, name.indexOf('-')));
        boolean foreign = pid.matches("[0-9]{1,18}")
                && Long.parseLong(pid) != ProcessHandle.current().pid();
        return foreign && ProcessHandle.of(Long.parseLong(pid)).isPresent();
    }
}
