package io.nightflow.deliver;

import io.nightflow.link.Message;
import io.nightflow.reading.Alert;
import io.nightflow.reading.SensorId;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.store.AlertStore;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Moves alerts from the database into the staging directory of their lane, oldest first. */
public final class AlertsToStaging {
    private static final Logger LOG = LoggerFactory.getLogger(AlertsToStaging.class);
    private static final int ALERTS_A_TURN = 100;

    private final AlertStore store;
    private final Outbox outbox;
    private final Predicate<SensorId> isSent;

    /** From this store, with the database's own name, into this directory; alerts of others are told here only. */
    public AlertsToStaging(AlertStore store, String identity, StagingDirectory staging, Predicate<SensorId> isSent) {
        this.store = store;
        this.isSent = isSent;
        outbox = new Outbox(staging, identity);
    }

    /**
     * Stages what was raised.
     *
     * @throws IOException the disk failed; what is not staged waits in the database, as it does where there is no room.
     */
    public synchronized void stageRaised() throws IOException {
        List<AlertStore.Numbered> alerts;
        do {
            alerts = store.toStage(ALERTS_A_TURN);
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
        boolean staged = !isSent.test(alert.sensor())
                || outbox.put(numbered.number(), alert.minute().toString(), List.of(row));
        if (staged) {
            store.staged(numbered.number()).join();
            String state = alert.isEnd() ? "ends" : "starts";
            LOG.warn("{} {} {}: {}", alert.sensor(), alert.event().words(), state, alert.reason());
        }
        return staged;
    }
}
