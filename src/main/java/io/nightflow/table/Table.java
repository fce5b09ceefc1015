package io.nightflow.table;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.zip.ZipException;

/** A table of readings in a file. */
public final class Table {
    private final Source source;
    private final TableForm form;

    private Table(Source source, TableForm form) {
        this.source = source;
        this.form = form;
    }

    /** Opens it, each time from its beginning. */
    @FunctionalInterface
    public interface Source {
        /** Its bytes. */
        InputStream open() throws IOException;
    }

    /**
     * Looks at all of it.
     *
     * @throws UnreadableTableException it cannot be understood, or in more than one way; the message is one sentence on its
     *     form.
     * @throws IOException it cannot be read.
     */
    public static Table of(Source source, TableOptions options) throws IOException {
        try {
            return new Table(source, new TableScan(options).scan(source));
        } catch (EOFException | ZipException e) {
            throw new UnreadableTableException("is packed by gzip and damaged, or ends too early");
        }
    }

    /** The names of the columns, in order, by the beginning of a file alone; empty where no line names them. */
    public static List<String> names(Source source, TableOptions options) throws IOException {
        return new TableScan(options).names(source);
    }

    /** What was understood. */
    public TableForm form() {
        return form;
    }

    /** Its rows as a plain series. */
    public SeriesReader series() throws IOException {
        return new SeriesReader(source, form);
    }

    /** Its readings, from the first line on; values of columns that name no unit are in these. */
    public TableReader read(TableReader.Units units, TableReader.Faults faults) throws IOException {
        return new TableReader(source, form, units, faults);
    }
}
