package io.nightflow.page;

import io.nightflow.store.Export;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows of a table that was asked for: as JSON, an object a row or an array a column, and as CSV. */
final class Rows {

    private final List<Column> columns;
    private final List<List<@Nullable Object>> rows = new ArrayList<>();

    Rows(List<Column> columns) {
        this.columns = columns;
    }

    /** Adds a row: a value each column. */
    void add(@Nullable Object... values) {
        if (values.length != columns.size()) {
            throw new IllegalArgumentException(values.length + " values for " + columns.size() + " columns");
        }
        List<@Nullable Object> row = new ArrayList<>();
        for (Object value : values) {
            row.add(plain(value));
        }
        rows.add(row);
    }

    /** JSON has no number that is none. */
    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number : null;
        }
        if (value instanceof double[] numbers) {
            List<@Nullable Object> all = new ArrayList<>();
            for (double number : numbers) {
                all.add(plain(number));
            }
            return all;
        }
        return value;
    }

    /** How many. */
    int size() {
        return rows.size();
    }

    /** An object a row. */
    List<Map<String, @Nullable Object>> objects() {
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (List<@Nullable Object> row : rows) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                object.put(columns.get(i).name(), row.get(i));
            }
            objects.add(object);
        }
        return objects;
    }

    /** An array a column: a long series in a third of the bytes. */
    Map<String, Object> arrays() {
        Map<String, Object> arrays = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            List<@Nullable Object> values = new ArrayList<>(rows.size());
            for (List<@Nullable Object> row : rows) {
                values.add(row.get(i));
            }
            arrays.put(columns.get(i).name(), values);
        }
        return arrays;
    }

    /** A line of names, a line a row; columns that hold arrays are left out. */
    String csv() {
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).type() != Column.Type.NUMBERS) {
                shown.add(i);
            }
        }
        StringBuilder text = new StringBuilder();
        text.append(shown.stream().map(i -> columns.get(i).name()).collect(Collectors.joining(",")))
                .append("\r\n");
        for (List<@Nullable Object> row : rows) {
            text.append(shown.stream()
                            .map(i -> field(inCsv(columns.get(i), row.get(i))))
                            .collect(Collectors.joining(",")))
                    .append("\r\n");
        }
        return text.toString();
    }

    private static @Nullable Object inCsv(Column column, @Nullable Object value) {
        return column.type() == Column.Type.SECOND && value instanceof Long second
                ? Instant.ofEpochSecond(second).toString()
                : value;
    }

    private static String field(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value instanceof String written ? Export.noFormula(written) : value.toString();
        return text.matches("[^;\\t]*") ? Export.field(text) : Export.quoted(text); // in some lists these part fields
    }
}
