package io.nightflow.table;

import io.nightflow.table.ColumnName.Meaning;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What rows say in words: names once more, what a row is of, and sensors whose names say what they measure. */
final class RowWords {
    private static final Set<String> UNITS = Set.of("unit", "units", "einheit", "unité", "unidad", "unità", "단위");
    private static final int SENSORS_MAX = 1_000;

    private final Map<Integer, Long> hinted = new HashMap<>();
    private final Set<String> sensors = new HashSet<>();
    private @Nullable String ofPressure;

    /**
     * Where a row says of which quantity it is.
     *
     * @param quantity the column; -1 for none.
     * @param unit the column of its unit; -1 for none.
     */
    record Parameters(int quantity, int unit) {}

    void look(Fields.Row row, Layout layout) throws UnreadableTableException {
        for (int i = 0; i < layout.names().size(); i++) {
            if (layout.names().get(i).meaning() == Meaning.PARAMETER) {
                ValueHint hint = ValueHint.of(Layout.cell(row.fields(), i));
                if (hint == ValueHint.FLOW || hint == ValueHint.PRESSURE) {
                    hinted.merge(i, 1L, Long::sum);
                }
            }
        }
        String sensor = layout.sensorText(row.fields());
        if (sensors.size() < SENSORS_MAX
                && sensors.add(sensor)
                && ColumnName.of(sensor).meaning() == Meaning.PRESSURE) {
            ofPressure = sensor;
        }
        refuseOtherNames(row, layout);
    }

    /** Two tables in one file: what comes after the second line of names stands in other columns. */
    private static void refuseOtherNames(Fields.Row row, Layout layout) throws UnreadableTableException {
        List<String> fields = row.fields().stream().map(String::strip).toList();
        List<String> names = layout.names().stream().map(ColumnName::text).toList();
        boolean isText = layout.time(row.fields()).isEmpty();
        if (isText && !fields.equals(names) && names.size() > 1 && new HashSet<>(fields).equals(new HashSet<>(names))) {
            throw new UnreadableTableException(
                    "has in line " + row.line() + " the names of its columns in another order: part it there");
        }
    }

    /** A sensor whose name says that it measures pressure. */
    Optional<String> ofPressure() {
        return Optional.ofNullable(ofPressure);
    }

    Parameters parameters(Layout layout) {
        int quantity = hinted.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(-1);
        int unit = -1;
        for (int i = 0; i < layout.names().size() && quantity >= 0; i++) {
            boolean is = UNITS.contains(layout.names().get(i).text().toLowerCase(Locale.ROOT));
            unit = is ? i : unit;
        }
        return new Parameters(quantity, unit);
    }
}
