package io.nightflow.fleet;

import io.nightflow.uplink.GatewayState;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What gateways tell of themselves, in memory: the broker keeps the last of each, and each says it anew every minute. */
public final class GatewayBook {
    private static final int LINES_KEPT = 20;
    private static final int LINE_MAX = 300;
    private static final int GATEWAYS_MAX = 50_000;
    private static final long LATE_SECONDS = 180;
    private static final long SKEW_SECONDS_MAX = 120;

    /**
     * A gateway as it is known.
     *
     * @param heardAt when it told of itself last, or a batch of it came; epoch seconds.
     * @param skew by how many seconds its clock is ahead of the fleet's, behind where negative; 0 where that is not known.
     * @param lines the last warnings and errors of its log.
     */
    public record Known(String name, GatewayState state, long heardAt, long skew, List<String> lines) {
        /** A fact that it tells; empty where it does not. */
        public String fact(String fact) {
            return state.facts().getOrDefault(fact, "");
        }

        /** Rows of a lane that wait at the gateway. */
        public long waiting(String lane) {
            String[] numbers = fact(lane).split(" ", -1);
            return fact(lane).matches("\\d{1,15} \\d{1,15} \\d{1,15}")
                    ? Long.parseLong(numbers[2]) - Long.parseLong(numbers[1])
                    : 0;
        }

        /** What is not well with it, as it says itself. */
        public List<String> troubles() {
            List<String> troubles = new ArrayList<>();
            if (Math.abs(skew) > SKEW_SECONDS_MAX) {
                troubles.add("clock: it is " + Math.abs(skew) / 60 + " min " + (skew > 0 ? "ahead of" : "behind")
                        + " the fleet's: set it, or the fleet's");
            }
            state.facts().entrySet().stream()
                    .filter(each -> each.getKey().startsWith("trouble."))
                    .map(Map.Entry::getValue)
                    .forEach(troubles::add);
            return troubles;
        }

        /** Whether it was not heard for three minutes. */
        public boolean isLate(long now) {
            return now - heardAt > LATE_SECONDS;
        }
    }

    private final Map<String, Known> gateways = new ConcurrentHashMap<>();
    private final Map<String, Deque<String>> lines = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /** An empty one. */
    public GatewayBook(InstantSource clock) {
        this.clock = clock;
    }

    /** A gateway tells how it is, or the broker that it is gone; the will of an earlier run than the one that is known says nothing. */
    void told(String gateway, GatewayState state) {
        if (!hasRoom(gateway)) {
            return;
        }
        long now = clock.instant().getEpochSecond();
        gateways.compute(gateway, (name, known) -> {
            if (known == null) {
                return new Known(name, state, saidAt(state, now), 0, List.of());
            }
            boolean ours = known.state().boot().equals(state.boot());
            if (!state.online() && !ours && known.state().online()) {
                return known;
            }
            GatewayState kept = state.online() || !ours
                    ? state
                    : new GatewayState(state.boot(), false, known.state().facts());
            long heard = state.online() ? saidAt(state, now) : known.heardAt();
            return new Known(name, kept, heard, skew(known, state, now), known.lines());
        });
    }

    /** Of what it says now, one after another: what the broker has kept says nothing of clocks. */
    private static long skew(Known known, GatewayState state, long now) {
        String at = state.facts().getOrDefault("at", "");
        String before = known.fact("at");
        boolean isNew = at.matches("\\d{1,12}")
                && before.matches("\\d{1,12}")
                && known.state().boot().equals(state.boot())
                && Long.parseLong(at) > Long.parseLong(before);
        return isNew ? Long.parseLong(at) - now : known.skew();
    }

    /** What is retained was said before: a gateway that is gone must not look as if it spoke now. */
    private static long saidAt(GatewayState state, long now) {
        String at = state.facts().getOrDefault("at", "");
        return at.matches("\\d{1,12}") ? Math.min(now, Long.parseLong(at)) : now;
    }

    /** Names that somebody makes up must not fill the memory. */
    private boolean hasRoom(String gateway) {
        return gateways.containsKey(gateway) || gateways.size() < GATEWAYS_MAX;
    }

    void batch(String gateway) {
        if (!hasRoom(gateway)) {
            return;
        }
        long now = clock.instant().getEpochSecond();
        gateways.compute(
                gateway,
                (name, known) -> known == null
                        ? new Known(name, new GatewayState("", true, Map.of()), now, 0, List.of())
                        : new Known(name, known.state(), now, known.skew(), known.lines()));
    }

    void line(String gateway, String said) {
        if (!gateways.containsKey(gateway)) {
            return;
        }
        String line = said.substring(0, Math.min(LINE_MAX, said.length())).replaceAll("\\p{Cntrl}", " ");
        Deque<String> kept = lines.computeIfAbsent(gateway, name -> new ArrayDeque<>());
        synchronized (kept) {
            kept.addLast(line);
            while (kept.size() > LINES_KEPT) {
                kept.removeFirst();
            }
        }
    }

    /** All that were heard of, by name. */
    public List<Known> all() {
        List<Known> all = new ArrayList<>();
        gateways.values()
                .forEach(each ->
                        all.add(new Known(each.name(), each.state(), each.heardAt(), each.skew(), lines(each.name()))));
        all.sort(java.util.Comparator.comparing(Known::name));
        return all;
    }

    private List<String> lines(String gateway) {
        Collection<String> kept = lines.getOrDefault(gateway, new ArrayDeque<>());
        synchronized (kept) {
            return List.copyOf(kept);
        }
    }
}
