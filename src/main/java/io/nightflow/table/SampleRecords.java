package io.nightflow.table;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The first lines of a text, parted by one character or another. */
final class SampleRecords {
    private static final char QUOTE = '"';

    private SampleRecords() {}

    static List<Fields.Row> of(List<String> lines, char delimiter) throws UnreadableTableException {
        List<Fields.Row> records = new ArrayList<>();
        try (Fields fields = new Fields(new StringReader(String.join("\n", lines)), delimiter)) {
            for (Optional<Fields.Row> record = fields.next(); record.isPresent(); record = fields.next()) {
                if (record.get().fields().stream().anyMatch(field -> !field.isBlank())) {
                    records.add(record.get());
                }
            }
        } catch (UnreadableTableException e) {
            throw e;
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot fail", e);
        }
        return records;
    }

    /** How many fields a line has; one that is a comment, or blank, has none. */
    static int width(String line, char delimiter) {
        if (line.isBlank() || line.startsWith("# ")) {
            return 0;
        }
        int width = 1;
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == QUOTE;
            width += c == delimiter && !quoted ? 1 : 0;
        }
        return width;
    }
}
