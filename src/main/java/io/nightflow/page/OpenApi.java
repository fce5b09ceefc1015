package io.nightflow.page;

import io.nightflow.page.Deeds.Deed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The description of the API, made from what it answers with. */
final class OpenApi {
    private static final String JSON = "application/json";
    private static final String TYPE = "type";
    private static final String DESCRIPTION = "description";
    private static final Map<String, Object> WRONG =
            Map.of(DESCRIPTION, "A parameter is wrong, or there is no such thing: {\"error\": what to write}");

    private OpenApi() {}

    static Map<String, Object> of(List<Resource> resources, List<Deed> deeds) {
        Map<String, Object> paths = new LinkedHashMap<>();
        resources.forEach(each -> paths.put("/api/v1/" + each.name(), Map.of("get", get(each))));
        resources.stream()
                .filter(each -> !each.columns().isEmpty())
                .forEach(each -> paths.put("/api/v1/" + each.name() + ".csv", Map.of("get", csv(each))));
        deeds.forEach(each -> paths.put("/api/v1/" + each.name(), Map.of("post", post(each))));
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("openapi", "3.0.3");
        all.put(
                "info",
                Map.of(
                        "title",
                        "Nightflow",
                        "version",
                        "1",
                        DESCRIPTION,
                        "What a gateway's page reads. Flow is m3/h, pressure bar, times are UTC. Names are added, none is"
                                + " taken away or changed within v1."));
        all.put("paths", paths);
        return all;
    }

    private static Map<String, Object> get(Resource resource) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", resource.description());
        operation.put("parameters", parameters(resource));
        Map<String, Object> schema = resource.columns().isEmpty()
                ? Map.of(TYPE, "object")
                : Map.of(TYPE, "object", "properties", Map.of(isSeries(resource) ? "columns" : "rows", rows(resource)));
        operation.put("responses", responses(JSON, schema));
        return operation;
    }

    private static Map<String, Object> csv(Resource resource) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("summary", resource.description() + " As CSV.");
        operation.put("parameters", parameters(resource));
        operation.put("responses", responses("text/csv", Map.of(TYPE, "string")));
        return operation;
    }

    private static List<Map<String, Object>> parameters(Resource resource) {
        return resource.parameters().stream()
                .map(each -> Map.<String, Object>of(
                        "name",
                        each.name(),
                        "in",
                        "query",
                        DESCRIPTION,
                        each.description(),
                        "schema",
                        Map.of(TYPE, "string")))
                .toList();
    }

    private static Map<String, Object> responses(String media, Map<String, Object> schema) {
        return Map.of(
                "200",
                Map.of(DESCRIPTION, "Found", "content", Map.of(media, Map.of("schema", schema))),
                "400",
                WRONG,
                "404",
                WRONG);
    }

    /** Series begin with a time or an hour that is a number: they come as arrays. */
    static boolean isSeries(Resource resource) {
        return resource.columns().get(0).type() == Column.Type.SECOND
                || resource.name().equals("week");
    }

    private static Map<String, Object> rows(Resource resource) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Column column : resource.columns()) {
            Map<String, Object> schema = new LinkedHashMap<>(column.type().schema());
            schema.put(DESCRIPTION, column.description());
            properties.put(column.name(), isSeries(resource) ? Map.of(TYPE, "array", "items", schema) : schema);
        }
        Map<String, Object> object = Map.of(TYPE, "object", "properties", properties);
        return isSeries(resource) ? object : Map.of(TYPE, "array", "items", object);
    }

    private static Map<String, Object> post(Deed deed) {
        Map<String, Object> properties = new LinkedHashMap<>();
        deed.fields().forEach(each -> properties.put(each, Map.of(TYPE, "string")));
        return Map.of(
                "summary",
                deed.description() + " The header X-Nightflow-Token must be that of the page.",
                "requestBody",
                Map.of("content", Map.of(JSON, Map.of("schema", Map.of(TYPE, "object", "properties", properties)))),
                "responses",
                Map.of("200", Map.of(DESCRIPTION, "Done: {\"done\": what follows}"), "400", WRONG, "403", WRONG));
    }
}
