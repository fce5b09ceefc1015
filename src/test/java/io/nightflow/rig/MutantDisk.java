package io.nightflow.rig;

import io.nightflow.staging.Disk;
import io.nightflow.staging.LocalDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/** A disk that leaves out one thing that durability needs; the rig must notice. */
public final class MutantDisk implements Disk {
    /** What is left out. */
    public enum Mutant {
        /** Nothing. */
        NONE,
        /** New files are not fsynced. */
        NO_FILE_FSYNC,
        /** Directories are not fsynced. */
        NO_DIRECTORY_FSYNC
    }

    private final Disk disk = new LocalDisk();
    private final Mutant mutant;

    /** Leaves out this. */
    public MutantDisk(Mutant mutant) {
        this.mutant = mutant;
    }

    @Override
    public void createDirectories(Path directory) throws IOException {
        disk.createDirectories(directory);
    }

    @Override
    public void writeNew(Path file, byte[] content) throws IOException {
        if (mutant == Mutant.NO_FILE_FSYNC) {
            Files.write(file, content, StandardOpenOption.CREATE_NEW);
        } else {
            disk.writeNew(file, content);
        }
    }

    @Override
    public void overwrite(Path file, long offset, byte[] content) throws IOException {
        disk.overwrite(file, offset, content);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        disk.rename(from, to);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (mutant != Mutant.NO_DIRECTORY_FSYNC) {
            disk.syncDirectory(directory);
        }
    }

    @Override
    public byte[] read(Path file) throws IOException {
        return disk.read(file);
    }

    @Override
    public void delete(Path file) throws IOException {
        disk.delete(file);
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
