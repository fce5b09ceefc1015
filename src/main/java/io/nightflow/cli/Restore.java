package io.nightflow.cli;

import io.nightflow.store.Export.What;
import io.nightflow.store.Import;
import io.nightflow.table.TableLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One of our own exports but readings, back into its table. */
final class Restore {
    private static final int ROWS_A_GROUP = 2_000;
    private static final int RECORD_MAX = 65_536;

    private final What what;
    private long rows;
    private long stored;

    private Restore(What what) {
        this.what = what;
    }

    /** That of a file, by its first line; empty where it is none. */
    static Optional<Restore> of(TableInput input) throws IOException {
        try (BufferedReader reader = reader(input)) {
            String first = reader.readLine();
            return first == null
                    ? Optional.empty()
                    : Import.recognised(names(first)).map(Restore::new);
        }
    }

    /** The first line without what marks UTF-8, as a spreadsheet writes it. */
    private static String names(String first) {
        return first.replaceFirst("^\ufeff", "").strip();
    }

    /** The next record; a line break in quotes is none. Null at the end. */
    private static @Nullable String record(BufferedReader reader) throws IOException {
        String line = reader.readLine();
        StringBuilder record = new StringBuilder();
        while (line != null) {
            record.append(line);
            boolean isOpen = record.chars().filter(c -> c == '"').count() % 2 == 1;
            if (!isOpen || record.length() > RECORD_MAX) {
                return record.toString();
            }
            record.append('\n');
            line = reader.readLine();
        }
        return record.isEmpty() ? null : record.toString();
    }

    private static BufferedReader reader(TableInput input) throws IOException {
        InputStream bytes = input.source().open();
        return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
    }

    /** Is told what is wrong in a line of the file. */
    interface Faults {
        /** Which rule was broken, and by what. */
        void wrong(long line, String rule, String got);
    }

    void into(Import target, TableInput input, Faults faults) throws IOException {
        List<List<String>> group = new ArrayList<>();
        try (BufferedReader reader = reader(input)) {
            int all = columns(names(reader.readLine()));
            int columns = columns(what.header());
            for (String line = record(reader); line != null; line = record(reader)) {
                List<String> fields = TableLine.fields(line, ',');
                group.add(fields.size() == all ? fields.subList(0, columns) : fields);
                if (group.size() == ROWS_A_GROUP) {
                    add(target, group, faults);
                }
            }
        }
        add(target, group, faults);
        target.end(what);
    }

    private static int columns(String names) {
        return names.split(",", -1).length;
    }

    private void add(Import target, List<List<String>> group, Faults faults) {
        long before = rows + 2; // the names are line 1
        stored += target.add(what, group, (row, rule, got) -> faults.wrong(before + row, rule, got));
        rows += group.size();
        group.clear();
    }

    What what() {
        return what;
    }

    long rows() {
        return rows;
    }

    long stored() {
        return stored;
    }
}
