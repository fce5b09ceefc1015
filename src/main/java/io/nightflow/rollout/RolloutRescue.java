package io.nightflow.rollout;

import io.nightflow.rollout.RolloutState.Outcome;
import io.nightflow.rollout.RolloutState.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts back what a gateway cannot be started with. */
public final class RolloutRescue {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutRescue.class);
    private static final int STARTS_MAX = 3;

    private RolloutRescue() {}

    /**
     * Puts back what a start cannot go on with, before settings and routes are read: half a swap, or a version with which the
     * gateway has not stayed up.
     *
     * @throws IOException its files cannot be read or written.
     */
    public static void beforeStart(Path folder, Optional<Path> keys) throws IOException {
        RolloutFolder files = new RolloutFolder(folder, keys);
        RolloutState state = files.state();
        if (state.phase() == Phase.SWAPPING) {
            files.restore(state.current());
            files.save(state.without(state.outcome(), state.reason(), List.of()));
        } else if (state.phase() == Phase.TRIAL && state.starts() >= STARTS_MAX) {
            LOG.error("roll-out {} is undone: the gateway does not stay up with it", state.current());
            undo(files, state, "the gateway did not stay up with it");
        } else if (state.phase() == Phase.TRIAL) {
            files.save(state.started());
        }
    }

    /** Undoes what is on trial, for the gateway cannot even be opened with it; false where nothing is. */
    public static boolean undoFailedStart(Path folder, Optional<Path> keys, String why) throws IOException {
        RolloutFolder files = new RolloutFolder(folder, keys);
        RolloutState state = files.state();
        if (state.phase() != Phase.TRIAL) {
            return false;
        }
        LOG.error("roll-out {} is undone: {}", state.current(), why);
        undo(files, state, why);
        return true;
    }

    private static void undo(RolloutFolder files, RolloutState state, String why) throws IOException {
        files.restore(state.current());
        files.save(state.without(Outcome.UNDONE, RolloutRefusal.shortened(why), files.modelsBefore(state.current())));
    }
}
