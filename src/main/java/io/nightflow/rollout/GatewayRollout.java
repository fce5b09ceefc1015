package io.nightflow.rollout;

import io.nightflow.rollout.RolloutBundle.MalformedException;
import io.nightflow.rollout.RolloutState.Outcome;
import io.nightflow.rollout.RolloutState.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
    private static final int REASONS_MAX = 3;
    private static final int REASON_LENGTH_MAX = 400;

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
        files = new RolloutFolder(
                rules.folder(), rules.keys().orElse(rules.folder().resolve("rollout/keys")));
        state = files.state();
        if (state.phase() == Phase.TRIAL) {
            set(state.started());
        } else if (!state.models().isEmpty()) { // it was undone before the database was open
            state.models().forEach(house::useModel);
            set(state.usesModelsAgain());
        }
    }

    /** A message of the fleet; it comes again until the fleet has heard what came of it. */
    public synchronized void take(byte[] message) {
        try {
            RolloutBundle bundle = SignedRollout.open(message, keys());
            stranger = Optional.empty();
            boolean isFree =
                    state.phase() == Phase.NONE || bundle.back().isPresent(); // a trial can be ended by the way back
            if (isFree && bundle.serial() != state.handled()) {
                take(bundle);
            }
        } catch (MalformedException | IOException e) {
            refuseStranger(message, String.valueOf(e.getMessage()));
        }
    }

    private void take(RolloutBundle bundle) {
        try {
            Optional<String> refusal = refusal(bundle);
            if (refusal.isPresent()) {
                refuse(bundle, refusal.get());
            } else if (bundle.back().isPresent()) {
                goBack(bundle);
            } else {
                tryIt(bundle);
            }
        } catch (Exception e) {
            refuse(bundle, "it could not be taken: " + e.getMessage());
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

    private Optional<String> refusal(RolloutBundle bundle) throws IOException {
        if (!bundle.isFor(rules.gateway())) {
            return Optional.of("it is not for this gateway");
        }
        if (bundle.serial() <= state.highest()) {
            return Optional.of("it is older than what was taken. To go back: ./nightflow fleet rollout back");
        }
        if (bundle.changesRoutes() && !rules.mayChangeRoutes()) {
            return Optional.of("it changes routes, which are code, and rollout.routes is false here");
        }
        byte[] keys = bundle.files().get(RolloutBundle.KEYS);
        if (keys != null) {
            RolloutKeys.parse("keys", new String(keys, StandardCharsets.US_ASCII));
        }
        byte[] settings = bundle.files().getOrDefault(RolloutBundle.SETTINGS, new byte[0]);
        return sentence(SettingsLines.faults(new String(settings, StandardCharsets.UTF_8), rules.mayChangeRoutes()));
    }

    private static Optional<String> sentence(List<String> faults) {
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(shortened(String.join("; ", faults.subList(0, Math.min(REASONS_MAX, faults.size())))
                        + (faults.size() > REASONS_MAX ? "; and " + (faults.size() - REASONS_MAX) + " more" : "")));
    }

    static String shortened(String words) {
        return words.substring(0, Math.min(REASON_LENGTH_MAX, words.length()));
    }

    private void refuse(RolloutBundle bundle, String why) {
        LOG.warn("roll-out {} is refused: {}", bundle.version(), why);
        try {
            set(state.refused(bundle.serial(), why));
        } catch (IOException e) {
            LOG.warn("noting a roll-out: {}", e.getMessage());
        }
    }

    private void tryIt(RolloutBundle bundle) throws Exception {
        Optional<String> refusal = sentence(house.faults(files.trial(bundle)).stream()
                .map(fault -> fault.replace(rules.folder().resolve("rollout/check") + "/", ""))
                .toList());
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
        while (!state.current().equals(to)) {
            undo(Outcome.NONE, "");
        }
        set(state.wentBack(bundle.serial()));
        LOG.info("the way back to {} is gone", to);
        if (changes) {
            house.restart("back to " + to);
        }
    }

    private void undo(Outcome outcome, String why) throws IOException {
        files.restore(state.current());
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
        undo(Outcome.UNDONE, shortened(why));
        house.restart("roll-out " + version + " is undone");
    }

    /** What the fleet is told of it. */
    public synchronized Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("rollout", state.current());
        facts.put("rollout.serial", Long.toString(stranger.map(Stranger::serial).orElse(state.handled())));
        facts.put(
                "rollout.outcome",
                stranger.isPresent() ? Outcome.REFUSED.word() : state.outcome().word());
        facts.put("rollout.reason", stranger.map(Stranger::reason).orElse(state.reason()));
        return facts;
    }

    private void set(RolloutState next) throws IOException {
        files.save(next);
        state = next;
    }
}
