package io.nightflow.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.store.FleetRollouts.Member;
import io.nightflow.store.FleetRollouts.Rollout;
import io.nightflow.store.FleetRollouts.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A roll-out to 200 gateways, ring by ring. */
class RingsTest {
    private static final long SERIAL = 1_000;
    private static final long SOAK = 3_600;

    private Rollout rollout = new Rollout(SERIAL, "v1", Set.of(), false, List.of(1, 10, 100), SOAK, State.GOING, "", 0);
    private final Map<String, Member> members = new HashMap<>();
    private final Map<String, Rings.Seen> seen = new HashMap<>();
    private long now = 100_000;
    private double error = Double.NaN;

    RingsTest() {
        for (int i = 0; i < 200; i++) {
            seen("gw-" + i, true, "", 0, "none", "");
        }
    }

    private void seen(String gateway, boolean isHeard, String trouble, long serial, String outcome, String reason) {
        seen.put(gateway, new Rings.Seen(gateway, isHeard, trouble, error, serial, outcome, reason));
    }

    private List<String> look(boolean mayStop) {
        Rings.Step step = Rings.look(rollout, List.copyOf(members.values()), List.copyOf(seen.values()), mayStop, now);
        step.changed().forEach(each -> members.put(each.gateway(), each));
        rollout = step.rollout();
        return step.sendTo();
    }

    private void take(List<String> gateways) {
        gateways.forEach(each -> seen(each, true, "", SERIAL, "taken", ""));
    }

    @Test
    void each_ring_gets_it_when_the_one_before_was_well_for_an_hour() {
        List<String> first = look(true);
        assertThat(first).hasSize(2);
        assertThat(look(true)).as("the same, until they have it").containsExactlyInAnyOrderElementsOf(first);
        take(first);
        assertThat(look(true)).isEmpty();
        now += SOAK - 1;
        look(true);
        assertThat(rollout.ring()).isZero();
        now += 1;
        look(true);
        assertThat(rollout.ring()).isEqualTo(1);
        List<String> second = look(true);
        assertThat(second).hasSize(18).doesNotContainAnyElementsOf(first);
        take(second.subList(0, 17));
        now += 2 * SOAK;
        look(true);
        assertThat(rollout.ring()).as("one of them has not taken it yet").isEqualTo(1);
        take(second);
        look(true);
        now += SOAK;
        look(true);
        assertThat(look(true)).hasSize(180);
        take(new ArrayList<>(seen.keySet()));
        look(true);
        now += SOAK;
        look(true);
        assertThat(rollout.state()).isEqualTo(State.DONE);
        seen("new", true, "", 0, "none", "");
        assertThat(look(true)).as("who comes later gets it").containsExactly("new");
    }

    @Test
    void one_that_is_away_holds_up_nobody_and_gets_it_when_it_is_back() {
        List<String> first = look(true);
        String away = first.get(0);
        seen(away, false, "", 0, "none", "");
        take(first.subList(1, 2));
        look(true);
        now += SOAK;
        look(true);
        assertThat(rollout.ring()).isEqualTo(1);
        assertThat(look(true)).doesNotContain(away);
        seen(away, true, "", 0, "none", "");
        assertThat(look(true)).contains(away);
    }

    private void stopsWith(String reason) {
        assertThat(look(true)).isEmpty();
        assertThat(rollout.state()).isEqualTo(State.STOPPED);
        assertThat(rollout.reason()).contains(reason);
        assertThat(members).as("nobody beyond the ring").hasSize(2);
        assertThat(look(true)).isEmpty();
    }

    @Test
    void one_that_refuses_stops_it_in_the_first_ring() {
        seen(look(true).get(0), true, "", SERIAL, "refused", "routes: no such step");
        stopsWith("has refused it: routes: no such step");
    }

    @Test
    void one_that_undoes_it_stops_it() {
        seen(look(true).get(1), true, "", SERIAL, "undone", "not well with it");
        stopsWith("has undone it: not well with it");
    }

    @Test
    void one_that_is_not_well_with_it_or_not_heard_any_more_stops_it() {
        List<String> first = look(true);
        take(first);
        look(true);
        seen(first.get(0), true, "device: away", SERIAL, "taken", "");
        stopsWith("is not well with it: device: away");
        rollout = rollout.with(State.GOING, "", 0);
        seen(first.get(0), false, "", SERIAL, "taken", "");
        stopsWith("is not heard any more");
    }

    @Test
    void one_that_forecasts_worse_with_it_stops_it() {
        error = 70;
        seen.keySet().stream().toList().forEach(each -> seen(each, true, "", 0, "none", ""));
        List<String> first = look(true);
        error = 78;
        take(first);
        look(true);
        assertThat(rollout.state()).as("as much as it strays").isEqualTo(State.GOING);
        error = 90;
        take(first.subList(0, 1));
        stopsWith("forecasts worse with it: its error is 90 % of last week's, and was 70 %");
    }

    @Test
    void one_that_was_not_well_before_stops_nothing() {
        seen.keySet().stream().toList().forEach(each -> seen(each, true, "device: away", 0, "none", ""));
        List<String> first = look(true);
        first.forEach(each -> seen(each, true, "device: away", SERIAL, "taken", ""));
        look(true);
        now += SOAK;
        look(true);
        assertThat(rollout.ring()).isEqualTo(1);
    }

    @Test
    void a_way_back_goes_to_all_whatever_one_of_them_says() {
        rollout = new Rollout(SERIAL, "back", Set.of(), true, List.of(100), 0, State.GOING, "", 0);
        List<String> all = look(false);
        assertThat(all).hasSize(200);
        take(all.subList(2, 200));
        seen(all.get(0), true, "", SERIAL, "refused", "never here");
        look(false);
        assertThat(rollout.state()).as("one has not answered").isEqualTo(State.GOING);
        take(all.subList(1, 2));
        look(false);
        assertThat(rollout.state()).isEqualTo(State.DONE);
    }
}
