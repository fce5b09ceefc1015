package io.nightflow.deliver;

import io.nightflow.staging.StagingDirectory;
import io.nightflow.store.ResultStore;
import java.io.IOException;
import java.util.List;

/** Moves judged minutes from the database into the staging directory of the results, oldest first. */
public final class ResultsToStaging {
    private static final int MINUTES_A_TURN = 100;

    private final ResultStore store;
    private final Outbox outbox;

    /** From this store into this directory. */
    public ResultsToStaging(ResultStore store, StagingDirectory staging) {
        this.store = store;
        outbox = new Outbox(staging, store.identity());
    }

    /**
     * Stages what is judged.
     *
     * @throws IOException the disk failed; what is not staged waits in the database, as it does where there is no room.
     */
    public synchronized void stageJudged() throws IOException {
        List<ResultStore.Outgoing> minutes;
        do {
            minutes = store.outgoing(MINUTES_A_TURN);
            for (ResultStore.Outgoing minute : minutes) {
                if (!stage(minute)) {
                    return;
                }
            }
        } while (minutes.size() == MINUTES_A_TURN);
    }

    private boolean stage(ResultStore.Outgoing minute) throws IOException {
        boolean staged = outbox.put(minute.number(), minute.minute().toString(), minute.rows());
        if (staged) {
            store.staged(minute.number()).join();
        }
        return staged;
    }
}
