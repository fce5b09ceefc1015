package io.nightflow.meter.poll;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightflow.meter.modbus.RegisterTable;
import io.nightflow.meter.modbus.Rtu;
import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.Role;
import io.nightflow.settings.meters.ProfileFile;
import io.nightflow.simulator.VirtualUnit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plan of a bus against units whose answers are late, damaged, doubled or missing, in virtual time. */
class PollPlanTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int BAUD = 9_600;
    private static final int BITS = 11;
    private static final long CHARACTER = SECOND * BITS / BAUD;
    private static final int BLOCK = 16;

    @TempDir
    private Path folder;

    private Profile profile;
    private final List<UnitFigures> figures = new ArrayList<>();
    private final List<VirtualUnit> slaves = new ArrayList<>();
    private final PriorityQueue<Arriving> arriving = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
    private final Random random = new Random(11);
    private PollPlan plan;
    private long now;
    private long answers;
    private int wrong;
    private int looks;
    private boolean checks = true;
    private final int[] seen = new int[10];

    private record Arriving(long at, byte[] bytes) {}

    /** What happens to each answer. */
    private interface Fate {
        void answer(byte[] answer, long at, long number);
    }

    @BeforeEach
    void profile() throws Exception {
        Path file = folder.resolve("three-blocks.yaml");
        Files.writeString(file, """
                name: Three blocks of one length
                source: this test
                protocol: modbus
                values:
                  flow: {holding: 10, type: u16, unit: m3/h}
                  total: {sum: [{holding: 11, type: u16}, {holding: 25, type: u16}], unit: m3}
                  pressure: {sum: [{holding: 60, type: u16}, {holding: 75, type: u16}], unit: bar}
                  reverse-total: {sum: [{holding: 120, type: u16}, {holding: 135, type: u16}], unit: m3}
                """);
        profile = ProfileFile.read(file);
    }

    private void units(int count, Duration every) {
        List<PollPlan.Unit> units = new ArrayList<>();
        for (int unit = 1; unit <= count; unit++) {
            VirtualUnit slave = new VirtualUnit(unit);
            for (int register = 0; register < 200; register++) {
                slave.set(RegisterTable.HOLDING, register, unit * 256 + register);
            }
            slaves.add(slave);
            figures.add(new UnitFigures());
            units.add(new PollPlan.Unit(new ModbusDialogue(unit, profile, new Rtu()), every, figures.get(unit - 1)));
        }
        plan = new PollPlan(units, BusPace.of(BAUD, BITS, BusPace.TIMEOUT), now);
    }

    private void run(long until, Fate fate) {
        while (now < until) {
            PollPlan.Action action = plan.next(now);
            if (action instanceof PollPlan.Action.Ask ask) {
                now += ask.bytes().length * CHARACTER;
                for (VirtualUnit slave : slaves) {
                    Optional<byte[]> answer = slave.answer(ask.bytes());
                    answer.ifPresent(bytes -> fate.answer(bytes, now + bytes.length * CHARACTER, ++answers));
                }
            } else if (action instanceof PollPlan.Action.Wait wait) {
                Arriving next = arriving.peek();
                long until2 = Math.min(wait.until(), until);
                if (next != null && next.at <= until2) {
                    arriving.poll();
                    now = Math.max(now, next.at);
                    plan.heard(now, next.bytes, next.bytes.length).ifPresent(this::check);
                } else {
                    now = Math.max(now, until2);
                    if (until2 == until) {
                        return;
                    }
                }
            }
        }
    }

    private void check(PollPlan.Seen look) {
        int unit = look.unit() + 1;
        looks++;
        seen[look.unit()]++;
        boolean right = look.look().value(Role.FLOW) == unit * 256 + 10
                && look.look().value(Role.TOTAL) == 2 * unit * 256 + 11 + 25
                && look.look().value(Role.PRESSURE) == 2 * unit * 256 + 60 + 75
                && look.look().value(Role.REVERSE_TOTAL) == 2 * unit * 256 + 120 + 135;
        wrong += right || !checks ? 0 : 1;
    }

    private void whole(byte[] answer, long at, long number) {
        arriving.add(new Arriving(at, answer));
    }

    @Test
    void meters_are_asked_at_their_times_and_near_registers_together() {
        units(2, Duration.ofSeconds(10));
        run(60 * SECOND, this::whole);
        assertThat(looks).isEqualTo(12);
        assertThat(figures.get(0).asked()).as("three requests a look").isEqualTo(18);
        assertThat(wrong).isZero();
    }

    @Test
    void ten_units_without_a_pause_leave_the_wire_no_rest() {
        units(10, Duration.ZERO);
        run(60 * SECOND, this::whole);
        double characters = 3 * (8 + 5 + 2 * BLOCK + 3.5);
        assertThat(looks).isGreaterThan((int) (0.98 * 60 * SECOND / (characters * CHARACTER)));
    }

    /** Every 9th answer 200 ms after its time-out, every 13th with a flipped bit, every 17th lost: no other value is ever believed. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10})
    void late_damaged_and_lost_answers_never_give_another_registers_value(int count) {
        units(count, Duration.ZERO);
        long[] last = new long[count + 1];
        run(6_000 * SECOND, (answer, at, number) -> {
            if (number % 17 == 0) {
                return;
            }
            long late = number % 9 == 0 ? 1_200 * SECOND / 1_000 : 0;
            int unit = answer[0];
            last[unit] = Math.max(last[unit] + 1, at + late); // a unit answers in order
            byte[] sent = answer.clone();
            if (number % 13 == 0) {
                sent[random.nextInt(sent.length)] ^= (byte) (1 << random.nextInt(8));
            }
            arriving.add(new Arriving(last[unit], sent));
        });
        assertThat(wrong).isZero();
        assertThat(looks).isGreaterThan(2_000);
    }

    /** However late, and however often: the answers of a unit stay in their order. A probe of one length only was not enough. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void answers_that_are_seconds_late_are_never_believed_for_another_request(int seed) {
        random.setSeed(seed);
        units(1, Duration.ZERO);
        long[] last = new long[1];
        run(20_000 * SECOND, (answer, at, number) -> {
            long late = random.nextInt(3) == 0 ? random.nextLong(2 * SECOND) : 0;
            last[0] = Math.max(last[0] + 1, at + late);
            if (random.nextInt(20) > 0) {
                arriving.add(new Arriving(last[0], answer));
            }
        });
        assertThat(looks).isGreaterThan(300);
        assertThat(wrong).isZero();
    }

    @Test
    void a_dead_unit_costs_the_others_little_after_a_minute() {
        units(10, Duration.ZERO);
        slaves.remove(9);
        run(70 * SECOND, this::whole);
        int before = looks;
        run(670 * SECOND, this::whole);
        double rate = (looks - before) / 600.0;
        looks = 0;
        PollPlan dead = plan;
        slaves.clear();
        figures.clear();
        units(9, Duration.ZERO);
        long from = now;
        run(from + 600 * SECOND, this::whole);
        assertThat(rate).isGreaterThan(0.9 * looks / 600.0);
        assertThat(dead).isNotSameAs(plan);
    }

    /** It sleeps after ten seconds of silence and loses the request that wakes it. */
    @Test
    void a_meter_that_sleeps_is_woken_by_asking_once_more() {
        units(1, Duration.ofSeconds(60));
        long[] heard = {-100 * SECOND};
        run(3_600 * SECOND, (answer, at, number) -> {
            boolean sleeps = at - heard[0] > 10 * SECOND;
            heard[0] = at;
            if (!sleeps) {
                arriving.add(new Arriving(at, answer));
            }
        });
        assertThat(looks).isEqualTo(60);
        assertThat(figures.get(0).unanswered()).isEqualTo(60);
    }

    @Test
    void a_unit_that_refuses_a_block_gives_the_other_one() {
        units(1, Duration.ofSeconds(10));
        VirtualUnit slave = new VirtualUnit(1);
        for (int register = 10; register < 30; register++) {
            slave.set(RegisterTable.HOLDING, register, 256 + register);
        }
        slaves.set(0, slave);
        run(5 * SECOND, this::whole);
        assertThat(looks).isEqualTo(1);
        assertThat(figures.get(0).refusal())
                .isEqualTo(
                        "has no such register: holding 60..75 (exception 2); has no such register: holding 120..135 (exception 2)");
    }

    /** Its two registers are all that it has, and it gives them together only: any other length is refused. */
    @Test
    void a_meter_that_refuses_all_other_lengths_loses_no_look_for_one_lost_answer() throws Exception {
        Path file = folder.resolve("exact.yaml");
        Files.writeString(file, """
                name: Exact
                source: this test
                protocol: modbus
                values: {flow: {holding: 10, type: u32, unit: m3/h}}
                """);
        profile = ProfileFile.read(file);
        units(1, Duration.ofSeconds(10));
        checks = false;
        run(600 * SECOND, (answer, at, number) -> {
            boolean refused = answer.length != 3 + 4 + 2;
            byte[] sent = refused ? Rtu.checked(new byte[] {1, (byte) 0x83, 2}) : answer;
            if (number % 10 != 0) {
                arriving.add(new Arriving(at, sent));
            }
        });
        assertThat(looks).isEqualTo(60);
    }

    @Test
    void a_unit_that_comes_back_is_asked_at_its_times_again() {
        units(2, Duration.ofSeconds(10));
        boolean[] dead = {true};
        Fate fate = (answer, at, number) -> {
            if (!(dead[0] && answer[0] == 2)) {
                arriving.add(new Arriving(at, answer));
            }
        };
        run(600 * SECOND, fate);
        assertThat(seen[1]).isZero();
        assertThat(figures.get(1).isSilent()).isTrue();
        dead[0] = false;
        run(700 * SECOND, fate);
        assertThat(seen[1]).isGreaterThanOrEqualTo(3);
        assertThat(seen[0]).isEqualTo(70);
    }
}
