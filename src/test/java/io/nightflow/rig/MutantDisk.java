package io.nightflow.rig;

import io.nightflow.staging.LocalDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk that leaves out one thing that durability needs; the rig must notice. */
public final class MutantDisk extends LocalDisk {
    /** What is left out. */
    public enum Mutant {
        /** Nothing. */
        NONE,
        /** New files are not fsynced. */
        NO_FILE_FSYNC,
        /** Directories are not fsynced. */
        NO_DIRECTORY_FSYNC
    }

    private final Mutant mutant;

    /** Leaves out this. */
    public MutantDisk(Mutant mutant) {
        this.mutant = mutant;
    }

    @Override
    public void writeNew(Path file, byte[] content) throws IOException {
        if (mutant == Mutant.NO_FILE_FSYNC) {
            Files.write(file, content, StandardOpenOption.CREATE_NEW);
        } else {
            super.writeNew(file, content);
        }
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
        if (mutant != Mutant.NO_DIRECTORY_FSYNC) {
            super.syncDirectory(directory);
        }
    }
}
