package io.nightflow.store;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A database with something between it and the connection that writes. */
public final class WrappedDatabase {
    private WrappedDatabase() {}

    /** Opens a file. */
    public static Database open(Path file, UnaryOperator<DataSource> around) {
        return Database.open(file, around);
    }
}
