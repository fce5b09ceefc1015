package io.nightflow.simulation;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Copies of what lies on the gateway's disk. */
final class Disks {
    private Disks() {}

    /** A database as a crash leaves it: the file, and its log up to a length. */
    static void copyDatabase(Path from, Path to, long logEnd) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
        Path log = Path.of(from + "-wal");
        Path copy = Path.of(to + "-wal");
        Files.deleteIfExists(copy);
        if (Files.exists(log)) {
            Files.copy(log, copy);
            try (RandomAccessFile file = new RandomAccessFile(copy.toFile(), "rw")) {
                file.setLength(Math.min(file.length(), logEnd));
            }
        }
    }

    /** A folder with all that it holds, in place of what is there. */
    static void copyFolder(Path from, Path to) throws IOException {
        delete(to);
        for (Path file : walk(from)) {
            Files.copy(file, to.resolve(from.relativize(file)));
        }
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (Path file :
                    walk(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> walk(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.toList();
        }
    }
}
