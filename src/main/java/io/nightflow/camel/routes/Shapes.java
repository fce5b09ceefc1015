package io.nightflow.camel.routes;

import io.nightflow.reading.Decimal;
import io.nightflow.tap.Tapped;
import io.nightflow.tap.TappedAlert;
import io.nightflow.tap.TappedResult;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.Body;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** What is tapped in the forms that other systems ask for; the bean {@code shapes} of route files. */
public final class Shapes {
    private static final int SENSORS_MAX = 100_000;

    /** An alert as {@code direct:alert} always gave it: a map, whose {@code number} is the alert's own and whose values are texts. */
    public Map<String, Object> alert(@Body TappedAlert alert) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("number", alert.alert());
        map.put("sensor", alert.sensor());
        map.put("time", alert.time());
        map.put("event", alert.event());
        map.put("state", alert.state());
        map.put("quantity", alert.quantity());
        map.put("method", alert.method());
        map.put("stage", alert.stage());
        map.put("value", text(alert.value()));
        map.put("expected", text(alert.expected()));
        map.put("unit", alert.unit());
        map.put("minutes", alert.minutes());
        map.put("volume", text(alert.volume()));
        map.put("reason", alert.reason());
        map.put("text", alert.text());
        map.put("label", alert.label());
        map.put("title", alert.title());
        return map;
    }

    private static String text(@Nullable Double value) {
        return value == null ? "" : Decimal.text(value);
    }

    /** What Home Assistant takes as the name of an object: letters, digits, _ and -. */
    public String homeAssistantObject(@Body TappedResult result) {
        return ("nightflow_" + result.gateway() + "_" + result.sensor()).replaceAll("[^A-Za-z0-9_-]", "_");
    }

    /** Remembers, until the end of the process, which sensors were described. */
    public static Object known() {
        return MemoryIdempotentRepository.memoryIdempotentRepository(SENSORS_MAX);
    }

    /**
     * What Home Assistant asks for to show a sensor (MQTT discovery, {@code sensor}): its name, where its state comes, unit and
     * class, so that it keeps a history. Here for its flow.
     */
    public String homeAssistantFlow(@Body TappedResult result) {
        return homeAssistant(result, "flow", "m³/h", "volume_flow_rate");
    }

    /** The same for its pressure. */
    public String homeAssistantPressure(@Body TappedResult result) {
        return homeAssistant(result, "pressure", "bar", "pressure");
    }

    private static String homeAssistant(TappedResult result, String quantity, String unit, String kind) {
        String topic = "nightflow/" + result.gateway() + "/" + result.sensor() + "/result";
        JsonObject device = new JsonObject();
        device.put("identifiers", new JsonArray(List.of("nightflow_" + result.gateway())));
        device.put("name", "Nightflow " + result.gateway());
        device.put("manufacturer", "Nightflow");
        JsonObject config = new JsonObject();
        config.put("name", result.sensor() + " " + quantity);
        config.put("unique_id", "nightflow_" + result.gateway() + "_" + result.sensor() + "_" + quantity);
        config.put("state_topic", topic);
        config.put("value_template", "{{ value_json." + quantity + " }}");
        config.put("json_attributes_topic", topic);
        config.put("unit_of_measurement", unit);
        config.put("device_class", kind);
        config.put("state_class", "measurement");
        config.put("device", device);
        return config.toJson();
    }

    /**
     * Results as the gateway API of ThingsBoard takes telemetry: {@code {"sensor":[{"ts":1509999,"values":{..}}]}}, times in
     * thousandths of a second.
     */
    public String thingsBoard(@Body Object body) {
        Map<String, JsonArray> ofSensors = new TreeMap<>();
        List<?> all = body instanceof List<?> list ? list : List.of(body);
        for (Object each : all) {
            if (!(each instanceof TappedResult result)) {
                throw new IllegalArgumentException("thingsBoard: takes what nightflow:results gives (got "
                        + (each instanceof Tapped ? each.getClass().getSimpleName() : "another body") + ")");
            }
            Map<String, Object> values = new LinkedHashMap<>();
            values.put("flow", result.flow());
            values.put("pressure", result.pressure());
            values.put("stage", result.stage());
            values.values().removeIf(value -> value == null);
            JsonObject point = new JsonObject();
            point.put("ts", OffsetDateTime.parse(result.time()).toInstant().toEpochMilli());
            point.put("values", new JsonObject(values));
            ofSensors
                    .computeIfAbsent(result.sensor(), sensor -> new JsonArray())
                    .add(point);
        }
        return new JsonObject(ofSensors).toJson();
    }
}
