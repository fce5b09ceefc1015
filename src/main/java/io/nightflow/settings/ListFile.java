package io.nightflow.settings;

import io.nightflow.table.TableLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists that people keep in a spreadsheet, as plain lines with commas: whatever Excel has made of them, semicolons with
 * decimal commas, quotes, empty columns at the end, keeps its line.
 */
public final class ListFile {
    private static final String DECIMAL_COMMA = "-?[0-9]+,[0-9]+";

    private static final int QUOTE = 0x22;

    private ListFile() {}

    /**
     * The lines of a list; one without content is empty.
     *
     * @throws SettingsException the file cannot be read, or is no text.
     */
    public static List<String> lines(Path file) throws SettingsException {
        List<String> plain = new ArrayList<>();
        int columns = 0;
        char separator = 0;
        for (String line : TextFile.listLines(file)) {
            boolean content = isContent(line);
            if (content && separator == 0) {
                separator = separator(line);
            }
            List<String> fields = content ? fields(file, plain.size() + 1, line, separator) : List.of(line);
            columns = content && columns == 0 ? used(fields) : columns;
            int width = Math.max(used(fields), Math.min(columns, fields.size()));
            plain.add(String.join(",", fields.subList(0, content && used(fields) == 0 ? 0 : width)));
        }
        return plain;
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
        return !line.isBlank() && !line.strip().startsWith("#");
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

    private static char separator(String first) {
        if (first.contains(",")) {
            return ',';
        }
        return first.contains(";") ? ';' : first.contains("\t") ? '\t' : ',';
    }

    /** Up to which column something stands in it. */
    private static int used(List<String> fields) {
        int last = fields.size();
        while (last > 0 && fields.get(last - 1).isBlank()) {
            last--;
        }
        return last;
    }

    private static List<String> fields(Path file, int number, String line, char separator) throws SettingsException {
        if (line.chars().filter(c -> c == QUOTE).count() % 2 != 0) {
            throw new SettingsException(
                    List.of(file + ":" + number + ": a field in quotes does not end (got " + line + ")"));
        }
        List<String> fields = new ArrayList<>();
        for (String field : TableLine.fields(line, separator)) {
            boolean decimal = separator != ',' && field.strip().matches(DECIMAL_COMMA);
            fields.add(decimal ? field.strip().replace(',', '.') : field.strip());
        }
        return fields;
    }
}
