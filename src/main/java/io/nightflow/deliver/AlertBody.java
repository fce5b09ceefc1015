package io.nightflow.deliver;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Decimal;
import io.nightflow.store.AlertStore;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/** An alert as integrators' routes get it: a map, see docs/how-to/alerts.md. */
public final class AlertBody {
    private AlertBody() {}

    /** The body of an alert that is offered: names and values, times as text in this zone. */
    public static Map<String, Object> of(AlertStore.Numbered numbered, ZoneId zone) {
        Alert alert = numbered.alert();
        String time = DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
                alert.minute().start().atZone(zone));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("number", numbered.number());
        body.put("sensor", alert.sensor().text());
        body.put("time", time);
        body.put("event", alert.event().words());
        body.put("state", alert.isEnd() ? "end" : "start");
        body.put("quantity", alert.quantity().word());
        body.put("method", alert.method().word());
        body.put("stage", alert.stage().ordinal());
        body.put("value", Decimal.text(alert.value()));
        body.put("expected", Decimal.text(alert.expected()));
        body.put("unit", alert.quantity().unit());
        body.put("minutes", alert.minutes());
        body.put("volume", Decimal.text(alert.volume()));
        body.put("reason", alert.reason());
        body.put(
                "text",
                alert.sensor() + " " + alert.event().words() + " " + (alert.isEnd() ? "ends" : "starts") + " " + time
                        + ": " + alert.reason());
        return body;
    }
}
