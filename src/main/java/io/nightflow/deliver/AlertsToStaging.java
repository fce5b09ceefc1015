package io.nightflow.deliver;

import io.nightflow.link.Message;
import io.nightflow.reading.Alert;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Audience;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves alerts from the database into the staging directory of their lane, oldest first. */
public final class AlertsToStaging {
    private static final Logger LOG = LoggerFactory.getLogger(AlertsToStaging.class);
    private static final int ALERTS_A_TURN = 100;

    private final AlertStore store;
    private final Outbox outbox;
    private final Audience audience;
    private final Predicate<SensorId> isSent;
    private final Supplier<Minute> since;
    private final Consumer<String> news;
    private final Consumer<Alert> told;

    /**
     * For the device: from this store, with the database's own name, into this directory; alerts of others are told here only,
     * in these words.
     */
    public AlertsToStaging(
            AlertStore store, String identity, StagingDirectory staging, Predicate<SensorId> isSent, AlertWords words) {
        this(
                store,
                Audience.DEVICE,
                new Outbox(staging, identity),
                isSent,
                () -> new Minute(0),
                row -> {},
                alert -> LOG.warn("{}", words.line(alert)));
    }

    private AlertsToStaging(
            AlertStore store,
            Audience audience,
            Outbox outbox,
            Predicate<SensorId> isSent,
            Supplier<Minute> since,
            Consumer<String> news,
            Consumer<Alert> told) {
        this.store = store;
        this.audience = audience;
        this.outbox = outbox;
        this.isSent = isSent;
        this.since = since;
        this.news = news;
        this.told = told;
    }

    /**
     * For the fleet: all of them.
     *
     * @param since what is older is not news to a fleet that this gateway is new to.
     * @param news hears of each at once, before it is staged.
     */
    public static AlertsToStaging forFleet(
            AlertStore store,
            String identity,
            StagingDirectory staging,
            Supplier<Minute> since,
            Consumer<String> news) {
        return new AlertsToStaging(
                store, Audience.FLEET, new Outbox(staging, identity), all -> true, since, news, alert -> {});
    }

    /**
     * Stages what was raised.
     *
     * @throws IOException the disk failed; what is not staged waits in the database, as it does where there is no room.
     */
    public synchronized void stageRaised() throws IOException {
        List<AlertStore.Numbered> alerts;
        do {
            alerts = store.toStage(audience, since.get(), ALERTS_A_TURN);
            for (AlertStore.Numbered alert : alerts) {
                if (!stage(alert)) {
                    return;
                }
            }
        } while (alerts.size() == ALERTS_A_TURN);
    }

    private boolean stage(AlertStore.Numbered numbered) throws IOException {
        Alert alert = numbered.alert();
        String row = new Message.Alert.Content(alert).row();
        news.accept(row);
        boolean staged = !isSent.test(alert.sensor())
                || outbox.put(numbered.number(), alert.minute().toString(), List.of(row));
        if (staged) {
            store.staged(audience, numbered.number()).join();
            told.accept(alert);
        }
        return staged;
    }
}
