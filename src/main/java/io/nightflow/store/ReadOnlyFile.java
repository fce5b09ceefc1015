package io.nightflow.store;

import java.nio.file.Files;
import java.nio.file.Path;

/** How a database is opened by whoever only looks: nothing is made beside it, and nothing of it is changed. */
final class ReadOnlyFile {
    private ReadOnlyFile() {}

    /**
     * JDBC's address. Without a log nobody has the file open, and it can be read as it stands; SQLite would make a log and an
     * index beside it otherwise, which belong to the wrong user where root looks.
     */
    static String url(Path file) {
        String mode = Files.exists(Path.of(file + "-wal")) ? "?mode=ro" : "?immutable=1";
        return "jdbc:sqlite:" + file.toAbsolutePath().toUri().toString().replaceFirst("^file:/+", "file:/") + mode;
    }
}
