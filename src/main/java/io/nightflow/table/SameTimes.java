package io.nightflow.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rows of one sensor and one time with other values: an hour of the autumn change is there twice, but where many are, the column
 * that was taken for the sensor's name is not it, or the time of day stands in a column that was not seen.
 */
final class SameTimes {
    private static final int HELD_MAX = 100_000;
    private static final int FEW = 2;
    private static final double SHARE_MAX = 0.1;

    private final Layout layout;
    private final Map<String, Integer> values = new HashMap<>();
    private long rows;
    private long others;

    SameTimes(Layout layout) {
        this.layout = layout;
    }

    void look(List<String> fields) {
        rows++;
        String key = texts(fields, layout.times()) + '\n' + layout.sensorText(fields);
        int value = texts(fields, layout.numbers()).hashCode();
        Integer before = values.size() < HELD_MAX ? values.putIfAbsent(key, value) : values.get(key);
        others += before != null && before != value ? 1 : 0;
    }

    private static String texts(List<String> fields, List<Integer> columns) {
        return columns.stream().map(column -> Layout.cell(fields, column)).collect(Collectors.joining("\t"));
    }

    /** Refuses too many of them, but where a column says what each row is of. */
    void refuse(boolean hasParameters) throws UnreadableTableException {
        if (hasParameters || others <= FEW) {
            return;
        }
        if (values.size() == 1) {
            throw new UnreadableTableException(
                    "has " + rows + " rows and one time: name the columns of its date and time by"
                            + " --columns, or write both into one");
        }
        if (layout.sensor() >= 0 && others > SHARE_MAX * rows) {
            throw new UnreadableTableException("has several values for one time of one sensor, as column '"
                    + layout.names().get(layout.sensor()).text()
                    + "' names it: name the right column sensor by --columns, or join those that name it into one");
        }
    }
}
