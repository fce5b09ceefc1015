package io.nightflow.table;

import java.util.List;

/** One line of a list. */
public final class TableLine {
    private TableLine() {}

    /** Its fields; those in quotes without them. */
    public static List<String> fields(String line, char delimiter) {
        try {
            List<Fields.Row> records = SampleRecords.of(List.of(line), delimiter);
            return records.isEmpty() ? List.of() : records.get(0).fields();
        } catch (UnreadableTableException e) {
            return List.of(line);
        }
    }
}
