package io.nightflow.simulation;

import io.nightflow.simulation.Scenario.Restore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What lies on the gateway's disk: a database, in a folder of its own for each life, and the staging directories. */
final class HostFiles {
    private static final String NAME = "nightflow.db";

    private final Path folder;
    private final boolean wholeDisk;
    private Path database;
    private int lives;

    HostFiles(Path folder, Restore restore) {
        this.folder = folder;
        this.wholeDisk = restore == Restore.DISK;
        database = folder.resolve("life-0").resolve(NAME);
    }

    Path database() {
        return database;
    }

    Path staging() {
        return folder.resolve("staging");
    }

    /** Hold the next number of each lane. */
    List<Path> numberFiles() {
        return List.of(staging().resolve("results/commit.lock"), staging().resolve("alerts/commit.lock"));
    }

    void install(Path founded) throws IOException {
        Disks.copyDatabase(founded, database, Long.MAX_VALUE);
    }

    /** Goes on with a copy of the database as it is now, its log up to a length; gives the old one, still open. */
    Path copyForNextLife(long logEnd) throws IOException {
        Path old = database;
        lives++;
        database = folder.resolve("life-" + lives).resolve(NAME);
        Disks.copyDatabase(old, database, logEnd);
        return old;
    }

    void takeImage() throws IOException {
        Disks.copyDatabase(database, folder.resolve("image").resolve(NAME), Long.MAX_VALUE);
        if (wholeDisk) {
            Disks.copyFolder(staging(), folder.resolve("image-staging"));
        }
    }

    /** Whether the staging directories are those of the image too. */
    boolean putImageBack() throws IOException {
        Disks.copyDatabase(folder.resolve("image").resolve(NAME), database, Long.MAX_VALUE);
        if (wholeDisk) {
            Disks.copyFolder(folder.resolve("image-staging"), staging());
        }
        return wholeDisk;
    }
}
