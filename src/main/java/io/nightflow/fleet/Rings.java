package io.nightflow.fleet;

import io.nightflow.store.FleetRollouts.Member;
import io.nightflow.store.FleetRollouts.Rollout;
import io.nightflow.store.FleetRollouts.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * How a roll-out goes from ring to ring; pure. A ring is passed when all of it that is heard has taken it, and has been as well
 * as before for a while. One gateway that refuses it, undoes it, is not well with it, forecasts worse with it or is not heard any more stops it: nobody
 * beyond the ring has got it then.
 */
final class Rings {
    static final String ASKED = "asked";
    static final String TRIAL = "trial";
    static final String TAKEN = "taken";
    static final String REFUSED = "refused";
    static final String UNDONE = "undone";

    private static final int PERCENT = 100;
    private static final double WORSE_TIMES = 1.1;
    private static final double WORSE_POINTS = 2;

    /**
     * A gateway that it is for.
     *
     * @param trouble what is not well; empty where all is.
     * @param error of its forecasts, percent of that of last week's hour; NaN where it is not known.
     * @param serial of what was rolled out to it last.
     */
    record Seen(
            String gateway,
            boolean isHeard,
            String trouble,
            double error,
            long serial,
            String outcome,
            String reason) {}

    /** What is to be noted, and who is to get it. */
    record Step(Rollout rollout, List<Member> changed, List<String> sendTo) {}

    private Rings() {}

    /**
     * One look.
     *
     * @param mayStop a way back goes on, whatever one of them says.
     * @param now epoch seconds.
     */
    static Step look(Rollout rollout, List<Member> members, List<Seen> seen, boolean mayStop, long now) {
        Map<String, Member> known = new LinkedHashMap<>();
        members.forEach(each -> known.put(each.gateway(), each));
        List<Member> changed = new ArrayList<>();
        List<String> sendTo = new ArrayList<>();
        boolean goes = rollout.state() == State.GOING || rollout.state() == State.DONE;
        for (Seen each : wanted(rollout, known, seen, goes)) {
            Member before = known.get(each.gateway());
            Member after = after(rollout, before, each, now);
            if (!after.equals(before)) {
                changed.add(after);
                known.put(each.gateway(), after);
            }
            boolean isBefore = each.serial() < rollout.serial();
            if (goes && isBefore && each.isHeard() && after.outcome().equals(ASKED)) {
                sendTo.add(each.gateway());
            }
        }
        Rollout next = rollout.state() == State.GOING ? next(rollout, known, seen, mayStop, now) : rollout;
        return new Step(next, changed, next.state() == State.STOPPED ? List.of() : sendTo);
    }

    /** Those of the rings up to the present one, and who has got it already. */
    private static List<Seen> wanted(Rollout rollout, Map<String, Member> known, List<Seen> seen, boolean goes) {
        List<Seen> order = new ArrayList<>(seen);
        order.sort(Comparator.comparing((Seen each) -> !each.isHeard() && !known.containsKey(each.gateway()))
                .thenComparingLong(each -> place(rollout.serial(), each.gateway()))); // who is away holds up no ring
        int percent = rollout.state() == State.DONE ? PERCENT : rollout.rings().get(rollout.ring());
        int size = goes ? (order.size() * percent + PERCENT - 1) / PERCENT : 0;
        List<Seen> wanted = new ArrayList<>(order.subList(0, size));
        order.subList(size, order.size()).stream()
                .filter(each -> known.containsKey(each.gateway()))
                .forEach(wanted::add);
        return wanted;
    }

    /** The same for each look, another for each roll-out: it is not always the same gateways that try first. */
    private static long place(long serial, String gateway) {
        CRC32 crc = new CRC32();
        crc.update((serial + " " + gateway).getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }

    private static Member after(Rollout rollout, @Nullable Member before, Seen seen, long now) {
        Member member = before == null
                ? new Member(seen.gateway(), ASKED, "", now, seen.trouble().isEmpty(), seen.error())
                : before;
        boolean isOurs = seen.serial() == rollout.serial() && !seen.outcome().isEmpty();
        return isOurs && !seen.outcome().equals(member.outcome())
                ? new Member(seen.gateway(), seen.outcome(), seen.reason(), now, member.wasWell(), member.errorBefore())
                : member;
    }

    private static Rollout next(
            Rollout rollout, Map<String, Member> known, List<Seen> seen, boolean mayStop, long now) {
        Optional<String> bad = mayStop
                ? seen.stream()
                        .flatMap(each -> trouble(known.get(each.gateway()), each).stream())
                        .findFirst()
                : Optional.empty();
        if (bad.isPresent()) {
            return rollout.with(State.STOPPED, bad.get(), rollout.ring());
        }
        List<Member> heard = seen.stream()
                .filter(Seen::isHeard)
                .map(each -> known.get(each.gateway()))
                .filter(Objects::nonNull)
                .toList();
        boolean isPassed = heard.stream().anyMatch(each -> each.outcome().equals(TAKEN) || !mayStop)
                && heard.stream().allMatch(each -> isOver(each, mayStop) && now - each.since() >= rollout.soak());
        if (!isPassed) {
            return rollout;
        }
        return rollout.ring() + 1 < rollout.rings().size()
                ? rollout.with(State.GOING, "", rollout.ring() + 1)
                : rollout.with(State.DONE, "", rollout.ring());
    }

    private static boolean isOver(Member member, boolean mayStop) {
        boolean isOpen = member.outcome().equals(ASKED) || member.outcome().equals(TRIAL);
        return mayStop ? member.outcome().equals(TAKEN) : !isOpen;
    }

    private static Optional<String> trouble(@Nullable Member member, Seen seen) {
        if (member == null || member.outcome().equals(ASKED)) {
            return Optional.empty();
        }
        if (member.outcome().equals(REFUSED) || member.outcome().equals(UNDONE)) {
            return Optional.of(seen.gateway() + " has " + member.outcome() + " it: " + member.reason());
        }
        if (!seen.isHeard()) {
            return Optional.of(seen.gateway() + " is not heard any more since it has got it");
        }
        if (!member.outcome().equals(TAKEN)) {
            return Optional.empty();
        }
        if (member.wasWell() && !seen.trouble().isEmpty()) {
            return Optional.of(seen.gateway() + " is not well with it: " + seen.trouble());
        }
        boolean isWorse =
                seen.error() > WORSE_TIMES * member.errorBefore() + WORSE_POINTS; // false where one is not known
        return isWorse
                ? Optional.of(seen.gateway() + " forecasts worse with it: its error is " + Math.round(seen.error())
                        + " % of last week's, and was " + Math.round(member.errorBefore()) + " %")
                : Optional.empty();
    }
}
