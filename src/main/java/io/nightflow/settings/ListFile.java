package io.nightflow.settings;

import io.nightflow.table.ListColumns;
import io.nightflow.table.ListDays;
import io.nightflow.table.ListTable;
import io.nightflow.table.UnreadableTableException;
import java.nio.file.Path;
import java.util.List;

/**
 * Lists that people keep in a spreadsheet, as plain lines with commas and our names of the columns: whatever Excel has made of
 * them, semicolons with decimal commas, quotes, empty columns at the end, keeps its line.
 */
public final class ListFile {
    private static final int QUOTE = 0x22;

    private ListFile() {}

    /**
     * The lines of a list; one without content is empty.
     *
     * @throws SettingsException the file cannot be read, or is no text.
     */
    public static List<String> lines(Path file, ListColumns columns) throws SettingsException {
        List<String> lines = TextFile.listLines(file);
        for (int i = 0; i < lines.size(); i++) {
            if (isContent(lines.get(i))
                    && lines.get(i).chars().filter(c -> c == QUOTE).count() % 2 != 0) {
                throw new SettingsException(
                        List.of(file + ":" + (i + 1) + ": a field in quotes does not end (got " + lines.get(i) + ")"));
            }
        }
        return ListTable.plain(lines, columns);
    }

    /**
     * The lines of a list of days, the day first.
     *
     * @throws SettingsException the file cannot be read, is no text, or day and month cannot be told apart.
     */
    public static List<String> days(Path file) throws SettingsException {
        List<String> lines = TextFile.listLines(file);
        try {
            return ListDays.plain(lines);
        } catch (UnreadableTableException e) {
            throw new SettingsException(List.of(file + ": " + e.getMessage()));
        }
    }

    /** The index of the first line that is neither blank nor a comment; the number of lines where there is none. */
    static int firstLine(List<String> lines) {
        int first = 0;
        while (first < lines.size() && !isContent(lines.get(first))) {
            first++;
        }
        return first;
    }

    /** Whether a line is neither blank nor a comment. */
    static boolean isContent(String line) {
        return ListTable.isContent(line);
    }

    /** That a column is none of the known, with the one that is meant where it is near or begins or ends one. */
    static String unknownColumn(String column, List<String> known) {
        String asked = SpellingHint.of(column, known)
                .or(() -> known.stream()
                        .filter(each -> !column.isEmpty() && (each.endsWith("-" + column) || each.startsWith(column)))
                        .findFirst())
                .map(near -> ". Did you mean " + near + "?")
                .orElse("");
        return "column: must be one of " + String.join(", ", known) + asked;
    }
}
