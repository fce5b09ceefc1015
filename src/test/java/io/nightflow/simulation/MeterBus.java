package io.nightflow.simulation;

import io.nightflow.meter.modbus.Block;
import io.nightflow.meter.modbus.ByteOrder;
import io.nightflow.meter.modbus.RegisterTable;
import io.nightflow.meter.modbus.Rtu;
import io.nightflow.meter.modbus.ValueType;
import io.nightflow.meter.poll.BusPace;
import io.nightflow.meter.poll.ModbusDialogue;
import io.nightflow.meter.poll.PollPlan;
import io.nightflow.meter.poll.PollPlan.Action;
import io.nightflow.meter.poll.UnitFigures;
import io.nightflow.meter.profile.Look;
import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.Profile.Part;
import io.nightflow.meter.profile.Profile.RegisterValue;
import io.nightflow.meter.profile.Role;
import io.nightflow.reading.MeterSample;
import io.nightflow.reading.SensorId;
import io.nightflow.simulator.VirtualUnit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * A bus with three Modbus meters: one says flow and total, one counts only, one is dead. Answers come late in their order, damaged,
 * doubled or not at all; registers of one length lie beside each other, so that a late answer believed would be seen.
 */
final class MeterBus {
    /** bar, all the time. */
    static final int PRESSURE = 4;

    private static final long MILLION = 1_000_000;
    private static final int BAUD = 9_600;
    private static final int BITS = 11;
    private static final int DEAD = 3;
    private static final double HOUR_MILLIS = 3_600_000;
    private static final int LITRES = 1_000;
    private static final double LITRE = 0.001;
    private static final long LATE_MAX = 3_000;
    private static final long CLOSED = 1_000;

    private final Agenda agenda;
    private final Random random;
    private final GatewayHost gateway;
    private final boolean believesLate;
    private final List<VirtualUnit> units = new ArrayList<>();
    private final long[] answered = new long[DEAD + 1];
    private Optional<PollPlan> plan = Optional.empty();
    private int lives = -1;

    MeterBus(Agenda agenda, Random random, GatewayHost gateway, Mutant mutant) {
        this.agenda = agenda;
        this.random = random;
        this.gateway = gateway;
        this.believesLate = mutant == Mutant.LATE_ANSWER;
        for (int unit = 1; unit < DEAD; unit++) {
            units.add(new VirtualUnit(unit));
        }
    }

    /** m3/h, all the time. */
    static double flow(String sensor) {
        return sensor.equals("bus-1") ? 10 : 20;
    }

    /** Asks until it is over. */
    void run(Supplier<Boolean> isOver) {
        if (isOver.get()) {
            return;
        }
        if (!gateway.isUp() || gateway.lives() != lives) {
            lives = gateway.lives();
            plan = gateway.isUp() ? Optional.of(plan()) : Optional.empty();
            agenda.after(CLOSED, () -> run(isOver));
            return;
        }
        Action action = plan.orElseThrow().next(nanos());
        long wait = 0;
        if (action instanceof Action.Ask ask) {
            answer(ask.bytes());
        } else if (action instanceof Action.Wait until) {
            wait = Math.min(CLOSED, Math.max(1, (until.until() - nanos()) / MILLION + 1));
        }
        agenda.after(wait, () -> run(isOver));
    }

    private long nanos() {
        return agenda.now() * MILLION;
    }

    private PollPlan plan() {
        List<PollPlan.Unit> all = new ArrayList<>();
        for (int unit = 1; unit <= DEAD; unit++) {
            ModbusDialogue dialogue = new ModbusDialogue(unit, profile(unit), new Rtu());
            all.add(new PollPlan.Unit(
                    believesLate ? new BelievingDialogue(dialogue) : dialogue,
                    Duration.ofSeconds(10),
                    new UnitFigures()));
        }
        return new PollPlan(all, BusPace.of(BAUD, BITS, BusPace.TIMEOUT), nanos());
    }

    private static Profile profile(int unit) {
        Map<Role, Profile.Value> values = new EnumMap<>(Role.class);
        if (unit != 2) {
            values.put(Role.FLOW, value(0));
        }
        values.put(Role.TOTAL, value(20));
        values.put(Role.PRESSURE, value(40));
        return new Profile("s", "s", "s", Profile.Protocol.MODBUS, "", Duration.ofSeconds(10), 120, values, List.of());
    }

    private static RegisterValue value(int address) {
        Part part = new Part(new Block(RegisterTable.HOLDING, address, 2), ValueType.U32, ByteOrder.ABCD, 1);
        return new RegisterValue(
                List.of(part),
                Optional.empty(),
                "",
                new Profile.Scale(LITRE, 0, Double.NaN),
                List.of(),
                Map.of(),
                Double.NaN);
    }

    private void answer(byte[] question) {
        long sent = 1 + question.length * (long) BITS * 1_000 / BAUD;
        for (VirtualUnit unit : units) {
            int number = units.indexOf(unit) + 1;
            double flow = flow("bus-" + number);
            unit.setCount(RegisterTable.HOLDING, 0, Math.round(flow * LITRES));
            unit.setCount(RegisterTable.HOLDING, 20, (long) (5_000_000 + flow * LITRES * agenda.now() / HOUR_MILLIS));
            unit.setCount(RegisterTable.HOLDING, 40, PRESSURE * LITRES);
            unit.answer(question).ifPresent(bytes -> carry(number, bytes, sent));
        }
    }

    private void carry(int unit, byte[] whole, long sent) {
        byte[] bytes = whole.clone();
        long late = random.nextInt(9) == 0 ? random.nextLong(LATE_MAX) : 0;
        long at = agenda.now() + sent + bytes.length * (long) BITS * 1_000 / BAUD + late;
        answered[unit] = Math.max(answered[unit] + 1, at);
        if (random.nextInt(13) == 0) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        if (random.nextInt(17) > 0) {
            agenda.after(answered[unit] - agenda.now(), () -> heard(bytes));
        }
        if (random.nextInt(25) == 0) {
            agenda.after(answered[unit] - agenda.now(), () -> heard(bytes)); // its copy follows at once
        }
    }

    private void heard(byte[] bytes) {
        plan.flatMap(each -> each.heard(nanos(), bytes, bytes.length))
                .ifPresent(seen -> gateway.polled(List.of(sample(seen)), nanos()));
    }

    private MeterSample sample(PollPlan.Seen seen) {
        Look look = seen.look();
        boolean counts = seen.unit() == 1;
        return new MeterSample(
                new SensorId("bus-" + (seen.unit() + 1)),
                nanos(),
                look.value(Role.FLOW),
                look.value(Role.PRESSURE),
                look.value(Role.TOTAL),
                new MeterSample.Kind(!counts, true, false, LITRE, Double.NaN, 10),
                List.of());
    }
}
