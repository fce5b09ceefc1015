package io.nightflow.fleet;

import io.nightflow.store.FleetRollouts;
import io.nightflow.store.FleetRollouts.Rollout;
import io.nightflow.store.FleetRollouts.State;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what is rolled out to the gateways of a site, ring by ring, and notes what came of it. */
final class RolloutDesk {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutDesk.class);
    private static final long AGAIN_SECONDS = 120;
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

    /** One round over a site that this worker judges: to each gateway the first that it has not looked at. */
    void round(FleetSite site, long now) {
        FleetRollouts rollouts = new FleetRollouts(site.database());
        List<Rollout> going = rollouts.all().stream()
                .filter(each -> each.state() == State.GOING || each.state() == State.DONE)
                .sorted(Comparator.comparingLong(Rollout::serial))
                .toList();
        Map<String, Rollout> next = new LinkedHashMap<>();
        for (Rollout rollout : going) {
            look(site, rollouts, rollout, now).forEach(gateway -> next.putIfAbsent(gateway, rollout));
        }
        send(rollouts, next, now);
    }

    private List<String> look(FleetSite site, FleetRollouts rollouts, Rollout rollout, long now) {
        Rings.Step step = Rings.look(
                rollout, rollouts.members(rollout.serial()), seen(site, rollout, now), !rollout.isBack(), now);
        if (!step.changed().isEmpty() || !step.rollout().equals(rollout)) {
            rollouts.note(step.rollout(), step.changed());
            tell(site, rollout, step.rollout());
        }
        return step.sendTo();
    }

    private List<Rings.Seen> seen(FleetSite site, Rollout rollout, long now) {
        return book.all().stream()
                .filter(each -> sites.of(each.name()) == site && rollout.isFor(each.name()))
                .map(each -> seen(each, rollout.serial(), now))
                .toList();
    }

    /** What nobody has signed that the gateway believes is told apart, and counts where there is nothing else of this one. */
    private static Rings.Seen seen(GatewayBook.Known gateway, long serial, long now) {
        String[] refused = gateway.fact("rollout.refused").split(" ", 2);
        boolean isRefused = number(refused[0]) == serial && number(gateway.fact("rollout.serial")) != serial;
        return new Rings.Seen(
                gateway.name(),
                !gateway.isLate(now),
                gateway.troubles().stream().findFirst().orElse(""),
                error(gateway.fact("forecast.error")),
                isRefused ? serial : number(gateway.fact("rollout.serial")),
                isRefused ? Rings.REFUSED : gateway.fact("rollout.outcome"),
                isRefused ? refused[refused.length - 1] : gateway.fact("rollout.reason"));
    }

    private static double error(String percent) {
        return percent.matches("\\d{1,12}(\\.\\d{1,6})?") ? Double.parseDouble(percent) : Double.NaN;
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

    private void send(FleetRollouts rollouts, Map<String, Rollout> next, long now) {
        Map<Long, byte[]> messages = new HashMap<>();
        int sent = 0;
        for (Map.Entry<String, Rollout> each : next.entrySet()) {
            long serial = each.getValue().serial();
            String what = serial + " " + each.getKey();
            if (sent < SENT_A_ROUND_MAX && now - sentAt.getOrDefault(what, 0L) >= AGAIN_SECONDS) {
                sentAt.put(what, now);
                post.send(each.getKey(), messages.computeIfAbsent(serial, rollouts::message));
                sent++;
            }
        }
        sentAt.values().removeIf(at -> now - at > AGAIN_SECONDS);
    }
}
