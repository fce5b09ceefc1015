package io.nightflow.rollout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Why a gateway does not take what is signed as it should be. */
final class RolloutRefusal {
    private static final int REASONS_MAX = 3;
    private static final int REASON_LENGTH_MAX = 400;

    private RolloutRefusal() {}

    static Optional<String> of(RolloutBundle bundle, GatewayRollout.Rules rules, RolloutState state)
            throws IOException {
        if (!bundle.isFor(rules.gateway())) {
            return Optional.of("it is not for this gateway");
        }
        if (bundle.serial() <= state.highest()) {
            return Optional.of("it is older than what was taken. To go back: ./nightflow fleet rollout back");
        }
        if (bundle.back().isEmpty() && state.history().contains(bundle.version())) {
            return Optional.of("a version " + bundle.version() + " was here already: call it something else");
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

    /** Faults as one sentence. */
    static Optional<String> sentence(List<String> faults) {
        return faults.isEmpty()
                ? Optional.empty()
                : Optional.of(shortened(String.join("; ", faults.subList(0, Math.min(REASONS_MAX, faults.size())))
                        + (faults.size() > REASONS_MAX ? "; and " + (faults.size() - REASONS_MAX) + " more" : "")));
    }

    static String shortened(String words) {
        return words.substring(0, Math.min(REASON_LENGTH_MAX, words.length()));
    }
}
