package io.nightflow.fleet;

import io.nightflow.fleet.FleetViews.View;
import io.nightflow.mqtt.MqttSession;
import io.nightflow.store.AlertStore.Numbered;
import io.nightflow.store.FleetIntake;
import io.nightflow.store.ShownAlerts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shows others what is stored. A broker that is slow or away delays nothing: minutes are left out then, alerts come later. */
final class ViewDesk {
    private static final Logger LOG = LoggerFactory.getLogger(ViewDesk.class);
    private static final int FLYING_MAX = 5_000;

    private final MqttSession session;
    private final FleetViews views;
    private final AtomicInteger flying = new AtomicInteger();
    private final AtomicBoolean told = new AtomicBoolean();

    ViewDesk(MqttSession session, FleetViews views) {
        this.session = session;
        this.views = views;
    }

    /** Rows of a gateway that are stored. */
    void stored(FleetSite site, String gateway, List<FleetIntake.Numbered> rows) {
        if (views.isShown()) {
            views.of(site.name(), gateway, rows).forEach(this::show);
        }
    }

    private void show(View view) {
        if (!session.isConnected() || flying.get() >= FLYING_MAX) {
            if (!told.getAndSet(true)) {
                LOG.warn(
                        "views of the fleet: the broker is away or too slow, minutes are left out. The store has them");
            }
            return;
        }
        flying.incrementAndGet();
        var unused = session.send(view.topic(), view.payload().getBytes(StandardCharsets.UTF_8), 0, false)
                .whenComplete((sent, failure) -> flying.decrementAndGet());
    }

    /** Alerts of a site that this worker judges: each is noted once the broker has acknowledged it. */
    synchronized void alerts(FleetSite site) {
        if (!views.isShown() || !session.isConnected()) {
            return;
        }
        ShownAlerts alerts = new ShownAlerts(site.database());
        try {
            for (Numbered each : alerts.next()) {
                View view = views.alert(site, each.number(), each.alert());
                session.publish(view.topic(), view.payload().getBytes(StandardCharsets.UTF_8), 1, false);
                alerts.shown(each.number());
            }
        } catch (IOException e) {
            LOG.debug("alerts are shown once the broker is back", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
