package io.nightflow.camel.steps;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Decimal;
import io.nightflow.store.AlertStore;
import io.nightflow.store.AlertStore.Way;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands alerts to the integrator's route {@code direct:alert}, in order, each until it was taken without an exception; they
 * count as taken where there is no such route. The body is a map, see docs/how-to/alerts.md.
 */
public final class OfferAlerts {
    private static final Logger LOG = LoggerFactory.getLogger(OfferAlerts.class);
    private static final int ALERTS_A_TURN = 100;
    private static final String TO = "direct:alert?failIfNoConsumers=false&block=false";

    private final AlertStore store;
    private final ZoneId zone;
    private boolean failing;

    /** From this store; times are shown in this zone. */
    public OfferAlerts(AlertStore store, ZoneId zone) {
        this.store = store;
        this.zone = zone;
    }

    /** Offers what has not been taken yet; stops at the first that fails, until the next time. */
    public synchronized void offerRaised(Exchange exchange) {
        ProducerTemplate template = exchange.getContext().createProducerTemplate();
        try {
            for (AlertStore.Numbered alert : store.waiting(Way.OFFERED, ALERTS_A_TURN)) {
                Exchange sent = template.send(TO, message -> message.getIn().setBody(body(alert)));
                if (sent.isFailed()) {
                    failed(alert, sent);
                    return;
                }
                failing = false;
                store.done(Way.OFFERED, alert.number()).join();
            }
        } finally {
            template.stop();
        }
    }

    private void failed(AlertStore.Numbered alert, Exchange sent) {
        if (!failing) {
            Exception reason = sent.getException();
            LOG.warn(
                    "offering alert {} to direct:alert: {}. It is offered again each minute",
                    alert.number(),
                    reason == null ? "the route failed" : reason.getMessage());
        }
        failing = true;
    }

    private Map<String, Object> body(AlertStore.Numbered numbered) {
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
