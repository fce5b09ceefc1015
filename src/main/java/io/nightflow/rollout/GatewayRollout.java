package io.nightflow.rollout;

import io.nightflow.rollout.RolloutBundle.MalformedException;
import io.nightflow.rollout.RolloutState.Outcome;
import io.nightflow.rollout.RolloutState.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a gateway does with what its fleet rolls out: believes a key that was laid here by hand and nobody else, checks it as
 * {@code check} would, takes it on trial, and puts back what was before where it is not well with it.
 *
 * <pre>
 * message -- unsigned, older, of another gateway, faults in the check --> REFUSED
 *         -- else: keep what it replaces, SWAPPING, replace, TRIAL, restart
 * SWAPPING -- start --> as before, as if it had never come: it is sent again
 * TRIAL -- well for 10 minutes --> TAKEN
 *       -- new trouble from the 3rd minute on, twice in a row; a model refused; started 4 times --> UNDONE, restart
 * </pre>
 */
public final class GatewayRollout {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayRollout.class);
    private static final int TRIAL_MINUTES = 10;
    private static final int GRACE_MINUTES = 3;

    /** One that no key of ours has signed. */
    private record Stranger(long serial, String reason) {}

    /** The gateway around it. */
    public interface House {
        /** The faults that {@code check} finds in a folder. */
        List<String> faults(Path folder) throws Exception;

        /** What is not well now: the part, a colon, and words. */
        List<String> troubles();

        /** The models in use, {@code quantity:version} each. */
        List<String> modelsInUse();

        /** Why a model, {@code quantity:version}, is not in use; empty where it is. */
        Optional<String> modelRefusal(String model);

        /** Goes back to a model. */
        void useModel(String model);

        /** Stops and starts the gateway, so that all is read anew. */
        void restart(String why);
    }

    /**
     * Where and how it takes them.
     *
     * @param keys the file of public keys; empty: nothing is taken.
     * @param mayChangeRoutes whether routes, which are code, are taken.
     */
    public record Rules(String gateway, Path folder, Optional<Path> keys, boolean mayChangeRoutes) {}

    private final Rules rules;
    private final RolloutFolder files;
    private final House house;
    private RolloutState state;
    private Optional<Stranger> stranger = Optional.empty();
    private int minutes;
    private boolean wasTroubled;

    /**
     * Goes on where the gateway was.
     *
     * @throws IOException its files cannot be read or written.
     */
    public GatewayRollout(Rules rules, House house) throws IOException {
        this.rules = rules;
        this.house = house;
        files = new RolloutFolder(rules.folder(), rules.keys());
        state = files.state();
        if (state.phase() == Phase.NONE && !state.models().isEmpty()) { // it was undone before the database was open
            state.models().forEach(house::useModel);
            set(state.usesModelsAgain());
        }
    }

    /** A message of the fleet; it comes again until the fleet has heard what came of it. */
    public void take(byte[] message) {
        take(message, true);
    }

    /**
     * The same.
     *
     * @param isReady whether it has run for long enough to know what is well; a way back waits for nothing.
     */
    public synchronized void take(byte[] message, boolean isReady) {
        try {
            RolloutBundle bundle = SignedRollout.open(message, keys());
            stranger = Optional.empty();
            boolean isFree = bundle.back().isPresent() || (isReady && state.phase() == Phase.NONE);
            if (isFree && bundle.serial() != state.handled()) {
                take(bundle);
            }
        } catch (MalformedException | IOException e) {
            refuseStranger(message, String.valueOf(e.getMessage()));
        }
    }

    private void take(RolloutBundle bundle) {
        try {
            Optional<String> refusal = RolloutRefusal.of(bundle, rules, state);
            if (refusal.isPresent()) {
                refuse(bundle, refusal.get());
            } else if (bundle.back().isPresent()) {
                goBack(bundle); // ends a trial
            } else {
                tryIt(bundle);
            }
        } catch (Exception e) {
            undoHalf();
            refuse(bundle, "it could not be taken: " + e.getMessage());
        }
    }

    private void undoHalf() {
        if (state.phase() == Phase.SWAPPING) {
            try {
                files.restore(state.current());
                set(state.without(state.outcome(), state.reason(), List.of()));
            } catch (IOException e) {
                LOG.error("putting back what roll-out {} has replaced: {}", state.current(), e.getMessage());
            }
        }
    }

    /** What nobody of ours has signed is not noted on the disk: it must not pass for the one that is. */
    private void refuseStranger(byte[] message, String why) {
        long serial;
        try {
            serial = SignedRollout.read(message).serial();
        } catch (MalformedException e) {
            serial = 0;
        }
        Stranger refused = new Stranger(serial, why);
        if (!stranger.equals(Optional.of(refused))) {
            LOG.warn("roll-out of the fleet is refused: {}", why);
        }
        stranger = Optional.of(refused);
    }

    private RolloutKeys keys() throws IOException, MalformedException {
        if (rules.keys().isEmpty()) {
            throw new MalformedException("rollout.key-file is none here: nothing is taken");
        }
        return RolloutKeys.read(rules.keys().get());
    }

    private void refuse(RolloutBundle bundle, String why) {
        LOG.warn("roll-out {} is refused: {}", bundle.version(), why);
        if (state.phase() != Phase.NONE) { // the trial goes on, and it comes again
            stranger = Optional.of(new Stranger(bundle.serial(), why));
            return;
        }
        try {
            set(state.refused(bundle.serial(), why));
        } catch (IOException e) {
            LOG.warn("noting a roll-out: {}", e.getMessage());
        }
    }

    private void tryIt(RolloutBundle bundle) throws Exception {
        set(state.refused(bundle.serial(), "the gateway has not come to the end of its check")); // if it does not
        Path trial = files.trial(bundle);
        List<String> faults = new ArrayList<>(files.differences(bundle));
        faults.addAll(house.faults(trial));
        Optional<String> refusal = RolloutRefusal.sentence(
                faults.stream().map(fault -> fault.replace(trial + "/", "")).toList());
        if (refusal.isPresent()) {
            refuse(bundle, refusal.get());
            return;
        }
        files.keep(bundle, house.modelsInUse());
        set(state.swapping(parts(house.troubles()), bundle.models(), bundle.version()));
        files.swap(bundle);
        set(state.onTrial(bundle.serial()));
        minutes = 0;
        wasTroubled = false;
        LOG.info("roll-out {} is taken on trial: the gateway starts anew with it", bundle.version());
        house.restart("roll-out " + bundle.version());
    }

    private static List<String> parts(List<String> troubles) {
        return troubles.stream()
                .map(trouble -> trouble.replaceFirst(":.*", "").replace(' ', '-'))
                .distinct()
                .toList();
    }

    private void goBack(RolloutBundle bundle) throws IOException {
        String to = bundle.back().orElseThrow();
        List<String> history = state.history();
        if (!to.equals(RolloutBundle.INSTALLED) && !history.contains(to)) {
            refuse(bundle, "version " + to + " was never here");
            return;
        }
        if (history.subList(history.indexOf(to) + 1, history.size()).stream().anyMatch(each -> !files.isKept(each))) {
            refuse(bundle, "what was before " + to + " is not kept any more");
            return;
        }
        boolean changes = !state.current().equals(to);
        if (!changes && state.phase() == Phase.TRIAL) {
            return; // it is what is tried: the trial says whether it stays
        }
        while (!state.current().equals(to)) {
            undo(Outcome.NONE, "", false);
        }
        set(state.wentBack(bundle.serial()));
        LOG.info("the way back to {} is gone", to);
        if (changes) {
            house.restart("back to " + to);
        }
    }

    private void undo(Outcome outcome, String why, boolean withKeys) throws IOException {
        files.restore(state.current(), withKeys);
        files.modelsBefore(state.current()).forEach(house::useModel);
        set(state.without(outcome, why, List.of()));
    }

    /** A minute has passed: what is on trial is looked at. */
    public synchronized void minute() {
        if (state.phase() != Phase.TRIAL) {
            return;
        }
        minutes++;
        List<String> fresh = house.troubles().stream()
                .filter(trouble -> !state.troubled().containsAll(parts(List.of(trouble))))
                .toList();
        boolean isBad = minutes >= GRACE_MINUTES && wasTroubled && !fresh.isEmpty();
        wasTroubled = !fresh.isEmpty();
        try {
            Optional<String> model = minutes < 2
                    ? Optional.empty()
                    : state.models().stream()
                            .map(house::modelRefusal)
                            .flatMap(Optional::stream)
                            .findFirst();
            if (model.isPresent()) {
                undoAndRestart(model.get());
            } else if (isBad) {
                undoAndRestart("not well with it: " + fresh.get(0));
            } else if (minutes >= TRIAL_MINUTES && fresh.isEmpty()) {
                LOG.info("roll-out {} stays: all is as well as before", state.current());
                set(state.taken());
                files.forgetOldest(state.history());
            }
        } catch (IOException e) {
            LOG.error("the trial of roll-out {}: {}", state.current(), e.getMessage());
        }
    }

    private void undoAndRestart(String why) throws IOException {
        String version = state.current();
        LOG.error("roll-out {} is undone: {}", version, why);
        undo(Outcome.UNDONE, RolloutRefusal.shortened(why), true);
        house.restart("roll-out " + version + " is undone");
    }

    /** Whether something is being put in place, or is on trial. */
    public synchronized boolean isOnTrial() {
        return state.phase() == Phase.TRIAL || state.phase() == Phase.SWAPPING;
    }

    /** What the fleet is told of it. */
    public synchronized Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("rollout", state.current());
        facts.put("rollout.serial", Long.toString(state.handled()));
        facts.put("rollout.outcome", state.outcome().word());
        facts.put("rollout.reason", state.reason());
        stranger.ifPresent(refused -> facts.put("rollout.refused", refused.serial() + " " + refused.reason()));
        return facts;
    }

    private void set(RolloutState next) throws IOException {
        files.save(next);
        state = next;
    }
}
