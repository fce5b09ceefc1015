package io.nightflow.camel.steps;

import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingFullException;
import io.nightflow.store.ResultStore;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves judged minutes from the database into the staging directory, each with one put named by its number: a crash
 * between the two repeats the put, which then changes nothing.
 */
public final class StageResults {
    private static final int MINUTES_A_TURN = 100;

    private static final Logger LOG = LoggerFactory.getLogger(StageResults.class);

    private final ResultStore store;
    private final StagingDirectory staging;
    private final String source;
    private boolean full;

    /** From this store into this directory. */
    public StageResults(ResultStore store, StagingDirectory staging) {
        this.store = store;
        this.staging = staging;
        source = store.identity();
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
        try {
            staging.put(source + "-" + minute.number(), minute.minute().toString(), minute.rows());
            store.staged(minute.number()).join();
            full = false;
            return true;
        } catch (StagingFullException e) {
            if (!full) {
                LOG.error("{}", e.getMessage());
            }
            full = true;
            return false;
        }
    }
}
