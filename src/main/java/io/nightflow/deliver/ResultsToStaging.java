package io.nightflow.deliver;

import io.nightflow.staging.StagingDirectory;
import io.nightflow.store.Audience;
import io.nightflow.store.ResultStore;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;

/** Moves judged minutes from the database into the staging directory of the results, oldest first. */
public final class ResultsToStaging {
    private static final int MINUTES_A_TURN = 100;

    private final ResultStore store;
    private final Audience audience;
    private final UnaryOperator<List<String>> rows;
    private final Outbox outbox;

    /**
     * From this store into this directory.
     *
     * @param rows what of a minute's rows goes to this audience, and how.
     */
    public ResultsToStaging(
            ResultStore store, Audience audience, StagingDirectory staging, UnaryOperator<List<String>> rows) {
        this.store = store;
        this.audience = audience;
        this.rows = rows;
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
            minutes = store.outgoing(audience, MINUTES_A_TURN);
            for (ResultStore.Outgoing minute : minutes) {
                if (!stage(minute)) {
                    return;
                }
            }
        } while (minutes.size() == MINUTES_A_TURN);
    }

    private boolean stage(ResultStore.Outgoing minute) throws IOException {
        List<String> sent = rows.apply(minute.rows());
        boolean staged =
                sent.isEmpty() || outbox.put(minute.number(), minute.minute().toString(), sent);
        if (staged) {
            store.staged(audience, minute.number()).join();
        }
        return staged;
    }
}
