package io.nightflow.fleet;

import io.nightflow.store.FleetRollouts;
import io.nightflow.store.FleetRollouts.Member;
import io.nightflow.store.FleetRollouts.Rollout;
import java.util.List;
import java.util.Map;

/**
 * A roll-out as people and programs read it.
 *
 * @param begun epoch seconds.
 * @param percent of the gateways, its present ring.
 * @param gateways how many are asked, on trial, have taken, refused or undone it.
 * @param reason why it is stopped; empty where it is not.
 * @param refusals what gateways say against it, a few.
 */
public record RolloutRow(
        String site,
        String version,
        long begun,
        String state,
        int percent,
        Map<String, Long> gateways,
        String reason,
        List<String> refusals) {
    private static final int SHOWN = 3;
    private static final int REFUSALS_SHOWN = 10;

    /** The newest of a site. */
    static List<RolloutRow> of(FleetSite site) {
        FleetRollouts rollouts = new FleetRollouts(site.database());
        return rollouts.all().stream()
                .limit(SHOWN)
                .map(each -> of(site.name(), each, rollouts.members(each.serial())))
                .toList();
    }

    private static RolloutRow of(String site, Rollout rollout, List<Member> members) {
        return new RolloutRow(
                site,
                rollout.version(),
                rollout.serial(),
                rollout.state().word(),
                rollout.rings().get(rollout.ring()),
                FleetRollouts.counts(members),
                rollout.reason(),
                members.stream()
                        .filter(each -> !each.reason().isEmpty())
                        .limit(REFUSALS_SHOWN)
                        .map(each -> each.gateway() + ": " + each.reason())
                        .toList());
    }
}
