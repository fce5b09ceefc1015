package io.nightflow.cli;

import io.nightflow.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A table that a command was given: a file, or standard input, which is copied, for a table is looked at as a whole first. */
final class TableInput implements AutoCloseable {
    private final Path file;
    private final boolean isCopy;

    private TableInput(Path file, boolean isCopy) {
        this.file = file;
        this.isCopy = isCopy;
    }

    /** A path, or {@code -} for standard input. */
    static TableInput of(String name) throws IOException {
        if (!name.equals("-")) {
            return new TableInput(Path.of(name), false);
        }
        Path copy = Files.createTempFile("nightflow-", ".csv");
        Files.copy(System.in, copy, StandardCopyOption.REPLACE_EXISTING);
        return new TableInput(copy, true);
    }

    Table.Source source() {
        return () -> Files.newInputStream(file);
    }

    long bytes() throws IOException {
        return Files.size(file);
    }

    @Override
    public void close() throws IOException {
        if (isCopy) {
            Files.deleteIfExists(file);
        }
    }
}
