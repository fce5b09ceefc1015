package io.nightflow.fleet;

import io.nightflow.reading.Alert;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.Language;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stages;
import io.nightflow.settings.FleetViewForm;
import io.nightflow.store.FleetIntake.Numbered;
import io.nightflow.store.FleetRow;
import io.nightflow.tap.TapJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What others may read of the fleet as it is stored. Views are exports, never the path of record: the store has all, a view that
 * is lost is lost.
 *
 * <pre>
 * form         topic                                   payload
 * json         nightflow/SITE/GATEWAY/SENSOR           {"gateway","sensor","time","flow","pressure","quality","flowStages","pressureStages"}
 *              nightflow/SITE/alerts                   {"number","sensor","label","time","event","state",..,"text"}
 * thingsboard  v1/gateway/telemetry                    {"GATEWAY.SENSOR":[{"ts":..,"values":{"flow":..,"pressure":..}}]}
 * sparkplug    spBv1.0/SITE/DDATA/GATEWAY/SENSOR       {"timestamp":..,"metrics":[{"name":"flow","timestamp":..,"dataType":"Double","value":..}],"seq":..}
 * </pre>
 */
final class FleetViews {
    private static final long MILLIS = 1_000;
    private static final int SEQUENCE = 256;

    private final Set<FleetViewForm> forms;
    private final Map<String, Integer> sequences = new ConcurrentHashMap<>(); // of each edge node

    /** In these forms; none: nothing is shown. */
    FleetViews(Set<FleetViewForm> forms) {
        this.forms = forms;
    }

    /** A message for others. */
    record View(String topic, String payload) {}

    boolean isShown() {
        return !forms.isEmpty();
    }

    /** What a batch of a gateway has brought. */
    List<View> of(String site, String gateway, List<Numbered> rows) {
        List<Minute> minutes =
                rows.stream().flatMap(row -> minute(gateway, row.row())).toList();
        List<View> views = new ArrayList<>();
        if (forms.contains(FleetViewForm.JSON)) {
            minutes.forEach(each -> views.add(new View(
                    "nightflow/" + site + "/" + gateway + "/" + each.own(), TapJson.text(each.json(gateway)))));
        }
        if (forms.contains(FleetViewForm.THINGSBOARD) && !minutes.isEmpty()) {
            views.add(new View("v1/gateway/telemetry", telemetry(minutes)));
        }
        if (forms.contains(FleetViewForm.SPARKPLUG)) {
            minutes.forEach(each -> views.add(
                    new View("spBv1.0/" + site + "/DDATA/" + gateway + "/" + each.own(), sparkplug(gateway, each))));
        }
        return views;
    }

    /** A minute of a sensor: its name in the fleet, and that at its gateway. */
    private record Minute(String name, String own, Reading reading, int flowStages, int pressureStages) {
        long millis() {
            return reading.minute().epochSecond() * MILLIS;
        }

        Map<String, Object> values() {
            Map<String, Object> values = new LinkedHashMap<>();
            put(values, "flow", reading.flow());
            put(values, "pressure", reading.pressure());
            return values;
        }

        Map<String, Object> json(String gateway) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("gateway", gateway);
            json.put("sensor", own);
            json.put("time", reading.minute().start().toString());
            json.putAll(values());
            json.put("quality", reading.quality().name().toLowerCase(Locale.ROOT));
            if (flowStages >= 0) {
                json.put("flowStages", Stages.of(Quantity.FLOW, flowStages).digits());
                json.put(
                        "pressureStages",
                        Stages.of(Quantity.PRESSURE, pressureStages).digits());
            }
            return json;
        }
    }

    private static void put(Map<String, Object> values, String name, double value) {
        if (!Double.isNaN(value)) {
            values.put(name, value);
        }
    }

    private static Stream<Minute> minute(String gateway, FleetRow row) {
        if (row instanceof FleetRow.Judged judged) {
            return Stream.of(minute(
                    gateway,
                    judged.judged().reading(),
                    judged.judged().flowStages(),
                    judged.judged().pressureStages()));
        }
        return row instanceof FleetRow.Unjudged unjudged
                ? Stream.of(minute(gateway, unjudged.reading(), -1, -1))
                : Stream.empty();
    }

    private static Minute minute(String gateway, Reading reading, int flowStages, int pressureStages) {
        String name = reading.sensor().text();
        String own = name.startsWith(gateway + ".") ? name.substring(gateway.length() + 1) : name;
        return new Minute(name, own, reading, flowStages, pressureStages);
    }

    private static String telemetry(List<Minute> minutes) {
        Map<String, List<Object>> telemetry = new TreeMap<>();
        minutes.forEach(each -> telemetry
                .computeIfAbsent(each.name(), name -> new ArrayList<>())
                .add(named("ts", each.millis(), "values", each.values())));
        return TapJson.text(telemetry);
    }

    private String sparkplug(String gateway, Minute minute) {
        List<Object> metrics = new ArrayList<>();
        minute.values().forEach((name, value) -> {
            Map<String, Object> metric = named("name", name, "timestamp", minute.millis());
            metric.put("dataType", "Double");
            metric.put("value", value);
            metrics.add(metric);
        });
        Map<String, Object> payload = named("timestamp", minute.millis(), "metrics", metrics);
        payload.put("seq", sequences.merge(gateway, 0, (before, first) -> (before + 1) % SEQUENCE));
        return TapJson.text(payload);
    }

    private static Map<String, Object> named(String name, Object value, String other, Object otherValue) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put(name, value);
        named.put(other, otherValue);
        return named;
    }

    /** An alert of a site, of a gateway's own or of a zone that is judged here. */
    View alert(FleetSite site, long number, Alert alert) {
        SensorId sensor = alert.sensor();
        AlertWords words = new AlertWords(Language.EN, site.points());
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", number);
        json.put("sensor", sensor.text());
        json.put("label", words.label(sensor));
        json.put("time", alert.minute().start().toString());
        json.put("event", alert.event().words());
        json.put("state", alert.isEnd() ? "end" : "start");
        json.put("quantity", alert.quantity().word());
        json.put("stage", alert.stage().ordinal());
        put(json, "value", alert.value());
        put(json, "expected", alert.expected());
        json.put("unit", alert.quantity().unit());
        json.put("minutes", alert.minutes());
        json.put("volume", alert.volume());
        json.put("text", words.title(alert));
        return new View("nightflow/" + site.name() + "/alerts", TapJson.text(json));
    }
}
