package io.nightflow.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.link.Lane;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The gateway's side of a lane, on a wire that loses, repeats and swaps, towards a fleet that is restored from yesterday. */
class UplinkMachineTest {
    private static final long EPOCH = 1_000;

    private final UplinkMachine machine = new UplinkMachine();

    private static LaneAnswer answer(long epoch, long last) {
        return new LaneAnswer(false, Lane.RESULTS, epoch, last, 4);
    }

    @Test
    void what_the_fleet_has_stored_is_said_and_the_window_moves() {
        machine.connected(EPOCH, 10, 11, 0);
        assertThat(machine.next()).isZero();
        assertThat(machine.saysHello(0)).isTrue();
        assertThat(machine.saysHello(1_999)).isFalse();
        assertThat(machine.saysHello(2_000)).isTrue();
        assertThat(machine.received(answer(EPOCH, 10), 2_100)).isEqualTo(UplinkMachine.Wanted.STORED);
        for (int i = 0; i < 4; i++) {
            assertThat(machine.next()).isEqualTo(11 + i * 10L);
            machine.sent(machine.next() + 9, 2_200);
        }
        assertThat(machine.next()).as("four are on their way").isZero();
        assertThat(machine.received(answer(EPOCH, 30), 2_300)).isEqualTo(UplinkMachine.Wanted.STORED);
        assertThat(machine.stored()).isEqualTo(30);
        assertThat(machine.next()).isEqualTo(51);
        machine.received(answer(EPOCH, 50), 2_400);
        assertThat(machine.patienceMillis(9_000_000, 1_000))
                .as("nothing is on its way: nothing is waited for, and nobody spins")
                .isEqualTo(1_000);
    }

    @Test
    void after_silence_it_asks_and_repeats_nothing_until_it_knows() {
        machine.connected(EPOCH, 0, 1, 0);
        machine.received(answer(EPOCH, 0), 0);
        machine.sent(5, 0);
        machine.tick(2_999);
        assertThat(machine.next()).isEqualTo(6);
        machine.tick(3_000);
        assertThat(machine.next()).isZero();
        assertThat(machine.saysHello(3_000)).isTrue();
        machine.received(answer(EPOCH, 0), 3_100);
        assertThat(machine.next()).as("it was lost").isEqualTo(1);
    }

    /** A thousand that repeat what waits already would be the end of whoever takes it. */
    @Test
    void in_a_crowd_it_waits_for_its_turn() {
        machine.connected(EPOCH, 0, 1, 0);
        machine.received(new LaneAnswer(false, Lane.RESULTS, EPOCH, 0, 1), 0);
        machine.sent(5, 0);
        assertThat(machine.next()).isZero();
        machine.tick(119_000);
        assertThat(machine.saysHello(119_000)).isFalse();
        machine.tick(120_000);
        assertThat(machine.saysHello(120_000)).isTrue();
    }

    /** A fleet that stood still, or a log between, has what was sent before we went back and asked. */
    @Test
    void what_was_sent_before_it_went_back_is_no_strange_number() {
        machine.connected(EPOCH, 0, 1, 0);
        machine.received(answer(EPOCH, 0), 0);
        machine.sent(5, 0);
        machine.tick(3_000);
        assertThat(machine.received(answer(EPOCH, 5), 3_100)).isEqualTo(UplinkMachine.Wanted.STORED);
        assertThat(machine.next()).isEqualTo(6);
        machine.sent(9, 4_000);
        machine.tick(9_000);
        assertThat(machine.next()).as("it asks").isZero();
        assertThat(machine.received(answer(EPOCH, 9), 9_100)).isEqualTo(UplinkMachine.Wanted.STORED);
        assertThat(machine.next()).isEqualTo(10);
        machine.sent(12, 10_000);
        machine.tick(20_000);
        assertThat(machine.received(answer(EPOCH, 13), 100_000)).isEqualTo(UplinkMachine.Wanted.NEW_EPOCH);
    }

    @Test
    void numbers_that_this_disk_never_sent_ask_for_a_new_numbering() {
        machine.connected(EPOCH, 10, 15, 0);
        assertThat(machine.received(answer(EPOCH, 15), 0)).isEqualTo(UplinkMachine.Wanted.NEW_EPOCH);
        machine.renumbered(EPOCH + 5, 0);
        assertThat(machine.received(answer(EPOCH + 5, 10), 0)).isEqualTo(UplinkMachine.Wanted.STORED);
        assertThat(machine.next()).isEqualTo(11);
    }

    @Test
    void an_acknowledgement_of_what_was_never_sent_is_not_believed() {
        machine.connected(EPOCH, 10, 11, 0);
        machine.received(answer(EPOCH, 10), 0);
        machine.sent(12, 0);
        assertThat(machine.received(answer(EPOCH, 99), 0)).isEqualTo(UplinkMachine.Wanted.NOTHING);
        assertThat(machine.received(answer(EPOCH - 1, 12), 0)).isEqualTo(UplinkMachine.Wanted.NOTHING);
        assertThat(machine.stored()).isEqualTo(10);
    }

    /** 2,000 rows over a wire that loses a third of what is said, both ways, and repeats a tenth. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void a_bad_wire_costs_time_and_no_row(int seed) {
        Random random = new Random(seed);
        int rows = 2_000;
        TreeMap<Long, Long> stored = new TreeMap<>();
        long fleet = 0;
        long now = 0;
        machine.connected(EPOCH, 0, 1, now);
        for (int step = 0; step < 20_000 && machine.stored() < rows; step++) {
            now += 100;
            machine.tick(now);
            boolean asked = machine.saysHello(now) && random.nextInt(3) > 0;
            boolean gap = false;
            for (long next = machine.next(); next > 0 && next <= rows; next = machine.next()) {
                long to = Math.min(rows, next + random.nextInt(9));
                machine.sent(to, now);
                if (random.nextInt(3) > 0) {
                    for (int copy = 0; copy < (random.nextInt(10) == 0 ? 2 : 1); copy++) {
                        gap = next > fleet + 1;
                        for (long number = Math.max(next, fleet + 1); !gap && number <= to; number++) {
                            assertThat(stored.put(number, number))
                                    .as("%d a second time", number)
                                    .isNull();
                            fleet = number;
                        }
                    }
                    asked = true;
                }
            }
            if (asked && random.nextInt(3) > 0) {
                machine.received(new LaneAnswer(gap, Lane.RESULTS, EPOCH, fleet, 4), now);
            }
            if (random.nextInt(200) == 0) {
                machine.disconnected();
                machine.connected(EPOCH, machine.stored(), fleet + 1, now);
            }
        }
        assertThat(stored).hasSize(rows);
        assertThat(machine.stored()).isEqualTo(rows);
    }
}
