package io.nightflow.page;

import java.util.Map;

/**
 * A column of a table that is asked for; what the documents, the JSON and the CSV of it are made from.
 *
 * @param name as in JSON and in the first line of CSV.
 * @param type what it holds.
 * @param description one sentence, with unit.
 */
record Column(String name, Type type, String description) {
    /** What a column holds, seconds since 1970 are times in CSV; each may be null where nothing is known, but truths. */
    enum Type {
        TEXT("string"),
        TIME("string"),
        DAY("string"),
        NUMBER("number"),
        COUNT("integer"),
        SECOND("integer"),
        TRUTH("boolean"),
        NUMBERS("array");

        private final String schema;

        Type(String schema) {
            this.schema = schema;
        }

        /** As OpenAPI describes it. */
        Map<String, Object> schema() {
            return switch (this) {
                case NUMBERS ->
                    Map.of("type", schema, "items", Map.of("type", "number", "nullable", true), "nullable", true);
                case TIME -> Map.of("type", schema, "format", "date-time", "nullable", true);
                case DAY -> Map.of("type", schema, "format", "date", "nullable", true);
                case TRUTH -> Map.of("type", schema);
                default -> Map.of("type", schema, "nullable", true);
            };
        }
    }
}
