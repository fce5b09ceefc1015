package io.nightflow.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows of one sensor and one time with other values. Where they differ in some text as well, the column that was taken for the
 * sensor's name is not it; else they are looks within one minute, or the time of day stands in a column that was not seen.
 */
final class SameTimes {
    private static final int HELD_MAX = 100_000;
    private static final int FEW = 2;
    private static final double SHARE_MAX = 0.1;
    private static final long MINUTE = 60;

    private final Layout layout;
    private final Map<String, Row> seen = new HashMap<>();
    private long rows;
    private long others;
    private long named;

    private record Row(int values, int texts) {}

    SameTimes(Layout layout) {
        this.layout = layout;
    }

    void look(List<String> fields) {
        rows++;
        String key = texts(fields, layout.times()) + '\n' + layout.sensorText(fields);
        Row row = new Row(hash(fields, layout.numbers()), hash(fields, layout.texts()));
        Row before = seen.size() < HELD_MAX ? seen.putIfAbsent(key, row) : seen.get(key);
        if (before != null && before.values() != row.values()) {
            others++;
            named += before.texts() != row.texts() ? 1 : 0;
        }
    }

    private static int hash(List<String> fields, List<Integer> columns) {
        int hash = 1;
        for (int column : columns) {
            hash = 31 * hash + Layout.cell(fields, column).hashCode();
        }
        return hash;
    }

    private static String texts(List<String> fields, List<Integer> columns) {
        return columns.stream().map(column -> Layout.cell(fields, column)).collect(Collectors.joining("\t"));
    }

    /** Whether each minute was looked at several times and only the minute is said. */
    boolean areWithinMinutes() {
        return others * 2 > rows;
    }

    /** Refuses too many of them, but where a column says what each row is of. */
    void refuse(boolean hasParameters, long interval) throws UnreadableTableException {
        if (hasParameters || others <= FEW) {
            return;
        }
        if (seen.size() == 1) {
            throw new UnreadableTableException(
                    "has " + rows + " rows and one time: name the columns of its date and time by"
                            + " --columns, or write both into one");
        }
        if (layout.sensor() >= 0 && named > SHARE_MAX * rows) {
            throw new UnreadableTableException("has several values for one time of one sensor, as column '"
                    + layout.names().get(layout.sensor()).text()
                    + "' names it: name the right column sensor by --columns, or join those that name it into one");
        }
        if (areWithinMinutes() && interval > MINUTE) {
            throw new UnreadableTableException(
                    "has several rows for one time, a step of more than a minute apart: name the"
                            + " columns of its date and time by --columns, or write both into one");
        }
    }
}
