package io.nightflow.page;

import io.nightflow.settings.UserError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that is asked for by GET.
 *
 * @param name the last part of its path.
 * @param description a sentence or two.
 * @param parameters that it has.
 * @param columns of its rows; empty where it is no table.
 * @param giver gives it.
 */
record Resource(String name, String description, List<Parameter> parameters, List<Column> columns, Giver giver) {
    static final Parameter SENSOR = new Parameter("sensor", "The id of a sensor or zone, such as dma-north.");
    static final Parameter FROM = new Parameter(
            "from", "The start: 2026-11-28T05:00:00Z, or 2026-11-28T06:00 or 2026-11-28 in the site's time zone.");
    static final Parameter TO = new Parameter("to", "The end, not included; now where it is left out.");

    /** A parameter of the query; all may be left out but where the description says otherwise. */
    record Parameter(String name, String description) {}

    /** What was found: rows, or a thing with parts. */
    record Found(Map<String, Object> about, Optional<Rows> rows, boolean isSeries) {
        static Found rows(Rows rows) {
            return new Found(Map.of(), Optional.of(rows), false);
        }

        /** A series: arrays instead of objects. */
        static Found series(Map<String, Object> about, Rows rows) {
            return new Found(about, Optional.of(rows), true);
        }

        static Found thing(Map<String, Object> about) {
            return new Found(about, Optional.empty(), false);
        }

        /** As JSON has it. */
        Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>(about);
            rows.ifPresent(
                    table -> json.put(isSeries ? "columns" : "rows", isSeries ? table.arrays() : table.objects()));
            return json;
        }
    }

    /** Finds it. */
    @FunctionalInterface
    interface Giver {
        Found of(Asked asked) throws UserError;
    }

    /** The names of its parameters. */
    List<String> names() {
        return parameters.stream().map(Parameter::name).toList();
    }
}
