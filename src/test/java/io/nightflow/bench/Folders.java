package io.nightflow.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders for what a benchmark writes. */
final class Folders {
    private Folders() {}

    /** A new one on the file system of this one. */
    static Path fresh(Path on, String name) throws IOException {
        return Files.createTempDirectory(on, name + "-");
    }

    /** Removes one with all that it holds. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.map(Path::toFile).sorted(Comparator.reverseOrder()).forEach(File::delete);
        }
    }
}
