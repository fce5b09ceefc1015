package io.nightflow.table;

import io.nightflow.reading.Quantity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The columns that a list may have, and what people call them. */
public final class ListColumns {
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Map<String, String> named = new TreeMap<>();

    private record Column(boolean isNumber, Optional<Quantity> quantity) {}

    /** A column of texts; words for it are parted by blanks and need no capitals. */
    public ListColumns text(String name, String words) {
        return add(name, words, new Column(false, Optional.empty()));
    }

    /** A column of numbers. */
    public ListColumns number(String name, String words) {
        return add(name, words, new Column(true, Optional.empty()));
    }

    /** A column of flows or pressures; its name may say their unit, {@code flow-max [L/s]}. */
    public ListColumns quantity(String name, Quantity quantity, String words) {
        return add(name, words, new Column(true, Optional.of(quantity)));
    }

    private ListColumns add(String name, String words, Column column) {
        columns.put(name, column);
        named.put(key(name), name);
        for (String word : words.strip().split("\\s+", -1)) {
            named.put(key(word), name);
        }
        return this;
    }

    /** Our names, in their order. */
    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /** Our name of a column that somebody has called so. */
    Optional<String> find(String text) {
        return Optional.ofNullable(named.get(key(text)));
    }

    boolean isNumber(String name) {
        return Optional.ofNullable(columns.get(name)).map(Column::isNumber).orElse(false);
    }

    Optional<Quantity> quantity(String name) {
        return Optional.ofNullable(columns.get(name)).flatMap(Column::quantity);
    }

    /** How many of these are names of columns, each counted once. */
    long known(List<String> texts) {
        return Set.copyOf(texts.stream().flatMap(text -> find(text).stream()).toList())
                .size();
    }

    private static String key(String text) {
        return text.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s_-]+", "");
    }
}
