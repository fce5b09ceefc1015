package io.nightflow.fleet;

import io.nightflow.rollout.RolloutBundle;
import io.nightflow.rollout.SignedRollout;
import io.nightflow.store.FleetRollouts;
import io.nightflow.store.FleetRollouts.Rollout;
import io.nightflow.store.FleetRollouts.State;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what is rolled out to the gateways of a site, ring by ring, and notes what came of it. */
final class RolloutDesk {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutDesk.class);
    private static final long AGAIN_SECONDS = 300;
    private static final int SENT_A_ROUND_MAX = 50;

    /** Sends a message to a gateway. */
    interface Post {
        void send(String gateway, byte[] message);
    }

    private final FleetSites sites;
    private final GatewayBook book;
    private final Post post;
    private final Map<String, Long> sentAt = new HashMap<>();

    RolloutDesk(FleetSites sites, GatewayBook book, Post post) {
        this.sites = sites;
        this.book = book;
        this.post = post;
    }

    /** One round over a site that this worker judges. */
    void round(FleetSite site, long now) {
        FleetRollouts rollouts = new FleetRollouts(site.database());
        Optional<Rollout> newest = rollouts.newest();
        if (newest.isEmpty() || newest.get().state() == State.REPLACED) {
            return;
        }
        Rollout rollout = newest.get();
        byte[] message = Base64.getDecoder().decode(rollout.message());
        RolloutBundle bundle;
        try {
            bundle = SignedRollout.read(message);
        } catch (RolloutBundle.MalformedException e) {
            LOG.error("roll-out {}: {}", rollout.version(), e.getMessage());
            return;
        }
        Rings.Step step = Rings.look(
                rollout,
                rollouts.members(rollout.serial()),
                seen(site, bundle, now),
                bundle.back().isEmpty(),
                now);
        if (!step.changed().isEmpty() || !step.rollout().equals(rollout)) {
            rollouts.note(step.rollout(), step.changed());
            tell(site, rollout, step.rollout());
        }
        send(rollout, step.sendTo(), message, now);
    }

    private List<Rings.Seen> seen(FleetSite site, RolloutBundle bundle, long now) {
        return book.all().stream()
                .filter(each -> sites.of(each.name()) == site && bundle.isFor(each.name()))
                .map(each -> new Rings.Seen(
                        each.name(),
                        each.state().online() && !each.isLate(now),
                        each.troubles().stream().findFirst().orElse(""),
                        number(each.fact("rollout.serial")),
                        each.fact("rollout.outcome"),
                        each.fact("rollout.reason")))
                .toList();
    }

    private static long number(String text) {
        return text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
    }

    private static void tell(FleetSite site, Rollout before, Rollout after) {
        if (after.state() == State.STOPPED && before.state() != State.STOPPED) {
            LOG.error(
                    "roll-out {} is stopped in the ring of {} %, site {}: {}",
                    after.version(), after.rings().get(after.ring()), site.name(), after.reason());
        } else if (after.state() != before.state() || after.ring() != before.ring()) {
            LOG.info(
                    "roll-out {} of site {}: {}, ring of {} %",
                    after.version(),
                    site.name(),
                    after.state().word(),
                    after.rings().get(after.ring()));
        }
    }

    private void send(Rollout rollout, List<String> gateways, byte[] message, long now) {
        int sent = 0;
        for (String gateway : gateways) {
            String what = rollout.serial() + " " + gateway;
            if (sent < SENT_A_ROUND_MAX && now - sentAt.getOrDefault(what, 0L) >= AGAIN_SECONDS) {
                sentAt.put(what, now);
                post.send(gateway, message);
                sent++;
            }
        }
        sentAt.values().removeIf(at -> now - at > AGAIN_SECONDS);
    }
}
