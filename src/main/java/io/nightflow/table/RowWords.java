package io.nightflow.table;

import io.nightflow.table.ColumnName.Meaning;
import java.util.ArrayList;
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
    private static final Set<String> UNITS =
            Set.of("unit", "units", "einheit", "unité", "unidad", "unità", "단위", "uom");
    private static final Set<Meaning> OTHERS = Set.of(Meaning.PRESSURE, Meaning.TOTAL, Meaning.VOLUME, Meaning.OTHER);
    private static final int LEFT_OUT_MAX = 10;
    private static final int SENSORS_MAX = 1_000;

    private final Layout layout;
    private final List<Integer> texts = new ArrayList<>();
    private int unit = -1;
    private final int zone;
    private final Map<Integer, Long> hinted = new HashMap<>();
    private final Map<Integer, Long> filled = new HashMap<>();
    private final Set<String> zones = new HashSet<>();
    private long rows;
    private final Set<String> sensors = new HashSet<>();
    private @Nullable String ofOther;
    private final Map<String, ColumnName> read = new HashMap<>();
    private final Map<Integer, Map<String, String>> kinds = new HashMap<>();
    private final Map<Integer, String> twoKinds = new HashMap<>();

    RowWords(Layout layout) {
        this.layout = layout;
        zone = SaidZone.column(layout.names());
        for (int i = 0; i < layout.names().size(); i++) {
            boolean free = i != layout.sensor()
                    && !layout.times().contains(i)
                    && !layout.otherTimes().contains(i)
                    && !layout.numbers().contains(i);
            if (free && isUnits(i)) {
                unit = i;
            } else if (free) {
                texts.add(i);
            }
        }
    }

    /**
     * Where a row says of which quantity it is.
     *
     * @param quantity the column; -1 for none.
     * @param unit the column of its unit; -1 for none.
     */
    record Parameters(int quantity, int unit) {}

    /** A row, and whether it has a time. */
    void look(Fields.Row row, boolean isTimed) throws UnreadableTableException {
        if (!isTimed) {
            refuseOtherNames(row);
            return;
        }
        rows++;
        if (zone >= 0 && zones.size() < 2) {
            zones.add(Layout.cell(row.fields(), zone).strip());
        }
        String sensor = layout.sensorText(row.fields());
        for (int column : texts) {
            parameter(column, Layout.cell(row.fields(), column), sensor);
        }
        if (sensors.size() < SENSORS_MAX
                && sensors.add(sensor)
                && OTHERS.contains(ColumnName.of(sensor).meaning())
                && NameWords.endsWithMeaning(sensor)) {
            ofOther = sensor;
        }
    }

    /** Two tables in one file: what comes after a second line of names, or of units, stands in other columns. */
    private void refuseOtherNames(Fields.Row row) throws UnreadableTableException {
        List<String> fields = row.fields();
        boolean isPlain = fields.stream().noneMatch(field -> !field.isBlank() && SampleColumns.isNumber(field));
        if (row.line() <= layout.firstRow() || layout.header() == 0 || !isPlain) {
            return;
        }
        boolean areNames =
                fields.stream().anyMatch(field -> ColumnName.of(field).meaning() == Meaning.TIME);
        if (areNames && !layout.isNames(fields)) {
            throw new UnreadableTableException("has in line " + row.line()
                    + " names of columns that are not those of before, or have other units: part it there");
        }
        if (NameLine.isOfUnits(fields) && !layout.hasUnits(fields)) {
            throw new UnreadableTableException(
                    "has in line " + row.line() + " units that are not those of before: part it there");
        }
    }

    /** A sensor whose name says that it measures something else than flow. */
    Optional<String> ofOther() {
        return Optional.ofNullable(ofOther);
    }

    private boolean isUnits(int column) {
        return UNITS.contains(layout.names().get(column).text().toLowerCase(Locale.ROOT));
    }

    private void parameter(int column, String cell, String sensor) {
        Meaning meaning = read.size() < SENSORS_MAX || read.containsKey(cell)
                ? read.computeIfAbsent(cell, ColumnName::of).meaning()
                : Meaning.UNKNOWN;
        filled.merge(column, cell.isBlank() ? 0L : 1L, Long::sum);
        if (meaning == Meaning.FLOW || meaning == Meaning.PRESSURE) {
            hinted.merge(column, 1L, Long::sum);
            Map<String, String> of = kinds.computeIfAbsent(column, any -> new HashMap<>());
            String kind = cell.strip().toLowerCase(Locale.ROOT);
            String before = of.size() < SENSORS_MAX ? of.putIfAbsent(sensor + " " + meaning, kind) : kind;
            if (before != null && !before.equals(kind)) {
                twoKinds.putIfAbsent(column, "'" + before + "' and '" + kind + "'");
            }
        }
    }

    /** Two flows or two pressures of one sensor, in words: they would take each other's place; empty for none. */
    Optional<String> twoKinds() {
        return Optional.ofNullable(twoKinds.get(parameters().quantity()));
    }

    /** What rows are of that are neither flow nor pressure. */
    List<String> leftOut() {
        return parameters().quantity() < 0
                ? List.of()
                : read.values().stream()
                        .filter(name -> name.meaning() != Meaning.FLOW && name.meaning() != Meaning.PRESSURE)
                        .map(ColumnName::text)
                        .filter(text -> !text.isBlank())
                        .sorted()
                        .limit(LEFT_OUT_MAX)
                        .toList();
    }

    /** The column of units of the values of a row; -1 for none. */
    int unitColumn() {
        return unit;
    }

    /** Named so, or in most rows and not beside columns that say it themselves: a remark may hold such a word as well. */
    private boolean says(int column, long hits) {
        if (layout.names().get(column).meaning() == Meaning.PARAMETER) {
            return true;
        }
        boolean isSaid = layout.numbers().stream()
                .map(each -> layout.names().get(each).meaning())
                .anyMatch(meaning -> meaning == Meaning.FLOW || meaning == Meaning.PRESSURE);
        return !isSaid && hits * 2 >= filled.getOrDefault(column, 0L) && hits * 2 >= rows;
    }

    /** Whether a column of zones says more than one. */
    boolean hasSeveralZones() {
        return zones.size() > 1;
    }

    Parameters parameters() {
        int quantity = hinted.entrySet().stream()
                .filter(each -> says(each.getKey(), each.getValue()))
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(-1);
        return new Parameters(quantity, unit);
    }
}
