package io.nightflow.cli;

import io.nightflow.rollout.RolloutBundle;
import io.nightflow.settings.UserError;
import io.nightflow.store.FleetRollouts;
import io.nightflow.store.FleetRollouts.Rollout;
import io.nightflow.store.FleetRollouts.State;
import java.util.List;
import java.util.Optional;

/** Begins a roll-out of a site, where it may begin. */
final class RolloutOrder {
    private RolloutOrder() {}

    static void begin(FleetRollouts rollouts, RolloutBundle bundle, byte[] message, List<Integer> rings, long soak)
            throws UserError {
        Optional<Rollout> newest = rollouts.newest();
        if (newest.isPresent()
                && newest.get().serial() == bundle.serial()
                && newest.get().state() == State.STOPPED) {
            rollouts.goOn(bundle.serial());
            return;
        }
        if (newest.isPresent() && newest.get().serial() >= bundle.serial()) {
            throw UserError.failed("version " + bundle.version() + " is older than "
                    + newest.get().version()
                    + ", which gateways have. To go back: ./nightflow fleet rollout back; to have it again: make it anew,"
                    + " under another name");
        }
        if (bundle.back().isEmpty()
                && rollouts.all().stream().anyMatch(each -> each.version().equals(bundle.version()))) {
            throw UserError.failed("a version " + bundle.version()
                    + " was rolled out already, and gateways know it by that name: make it under another");
        }
        rollouts.begin(
                new Rollout(
                        bundle.serial(),
                        bundle.version(),
                        bundle.gateways(),
                        bundle.back().isPresent(),
                        rings,
                        soak,
                        State.GOING,
                        "",
                        0),
                message);
    }
}
