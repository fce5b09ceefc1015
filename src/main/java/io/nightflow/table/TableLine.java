package io.nightflow.table;

import java.util.List;
import java.util.stream.Collectors;

/** One line of a list. */
public final class TableLine {
    private TableLine() {}

    /** The line of some fields, parted by commas; those that hold one stand in quotes. */
    static String of(List<String> fields) {
        return fields.stream().map(TableLine::field).collect(Collectors.joining(","));
    }

    private static String field(String text) {
        return text.matches("[^,\"]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

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
