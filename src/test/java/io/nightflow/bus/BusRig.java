package io.nightflow.bus;

import io.nightflow.meter.modbus.Block;
import io.nightflow.meter.modbus.ByteOrder;
import io.nightflow.meter.modbus.Framing;
import io.nightflow.meter.modbus.RegisterTable;
import io.nightflow.meter.modbus.Rtu;
import io.nightflow.meter.modbus.ValueType;
import io.nightflow.meter.poll.BusPace;
import io.nightflow.meter.poll.ModbusDialogue;
import io.nightflow.meter.poll.PollPlan;
import io.nightflow.meter.poll.UnitFigures;
import io.nightflow.meter.profile.Look;
import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.Profile.Part;
import io.nightflow.meter.profile.Profile.RegisterValue;
import io.nightflow.meter.profile.Role;
import io.nightflow.settings.meters.LineForm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Asks units without a pause whose register {@code r} holds {@code unit * 256 + r}, so that a value of another register or unit is
 * seen, and counts. As a program: {@code PORT "9600 8N1" UNITS SECONDS BLOCKS}.
 */
final class BusRig {
    private static final int REGISTERS = 16;
    private static final int[] FIRST = {10, 100, 150};
    private static final Role[] ROLES = {Role.FLOW, Role.PRESSURE, Role.TOTAL};

    final List<UnitFigures> figures = new ArrayList<>();
    private final int blocks;
    private final BusPort port;
    private final PollPlan plan;
    int looks;
    int wrong;
    int reads;
    long firstAt;
    long longestGap;
    private long lastAt;

    BusRig(String path, LineForm form, int units, int blocks, Framing framing) {
        this(path, form, units, blocks, framing, BusPace.TIMEOUT);
    }

    BusRig(String path, LineForm form, int units, int blocks, Framing framing, Duration timeout) {
        this.blocks = blocks;
        port = new BusPort(form.port(path), state -> {});
        List<PollPlan.Unit> all = new ArrayList<>();
        for (int unit = 1; unit <= units; unit++) {
            figures.add(new UnitFigures());
            all.add(new PollPlan.Unit(
                    new ModbusDialogue(unit, profile(blocks), framing), Duration.ZERO, figures.get(unit - 1)));
        }
        plan = new PollPlan(all, BusPace.of(form.baud(), form.characterBits(), timeout), System.nanoTime());
    }

    /** Blocks of one length, which a late answer could be taken for. */
    private static Profile profile(int blocks) {
        Map<Role, Profile.Value> values = new EnumMap<>(Role.class);
        for (int block = 0; block < blocks; block++) {
            List<Part> parts = new ArrayList<>();
            for (int register = 0; register < REGISTERS; register++) {
                Block place = new Block(RegisterTable.HOLDING, FIRST[block] + register, 1);
                parts.add(new Part(place, ValueType.U16, ByteOrder.ABCD, 1));
            }
            values.put(
                    ROLES[block],
                    new RegisterValue(
                            parts,
                            Optional.empty(),
                            "",
                            new Profile.Scale(1, 0, Double.NaN),
                            List.of(),
                            Map.of(),
                            Double.NaN));
        }
        return new Profile(
                "rig", "rig", "rig", Profile.Protocol.MODBUS, "", Duration.ofSeconds(10), 120, values, List.of());
    }

    /** Asks until so many seconds have passed, or so many values were read. */
    BusRig run(double seconds, int readsMax) throws InterruptedException {
        long end = System.nanoTime() + Math.round(seconds * 1e9);
        port.open();
        try {
            new BusRound(port, plan, BusClock.MACHINE, this::seen)
                    .run(() -> System.nanoTime() - end < 0 && reads < readsMax);
        } finally {
            port.close();
        }
        return this;
    }

    private void seen(PollPlan.Seen seen, long nanos) {
        firstAt = looks == 0 ? nanos : firstAt;
        longestGap = looks == 0 ? 0 : Math.max(longestGap, nanos - lastAt);
        lastAt = nanos;
        looks++;
        check(seen.unit() + 1, seen.look());
    }

    private void check(int unit, Look look) {
        for (int block = 0; block < blocks; block++) {
            double expected = 0;
            for (int register = 0; register < REGISTERS; register++) {
                expected += unit * 256 + FIRST[block] + register;
            }
            double value = look.value(ROLES[block]);
            reads += Double.isNaN(value) ? 0 : 1;
            if (!Double.isNaN(value) && value != expected) {
                System.out.println(
                        "unit " + unit + ", block at " + FIRST[block] + ": " + value + " instead of " + expected);
            }
            wrong += !Double.isNaN(value) && value != expected ? 1 : 0;
        }
    }

    /** Questions without an answer that was believed. */
    long missed() {
        return figures.stream()
                .mapToLong(each -> each.unanswered() + each.damaged())
                .sum();
    }

    /** Values a second, of all units. */
    double rate() {
        return (looks - 1) * blocks / ((lastAt - firstAt) / 1e9);
    }

    /** What the wire can carry: 8 characters of a question, 37 of its answer, 3.5 of silence. */
    static double limit(LineForm form) {
        return form.baud() / (form.characterBits() * 48.5);
    }

    public static void main(String[] args) throws InterruptedException {
        LineForm form = LineForm.read(args[1]).orElseThrow();
        int bits = Integer.getInteger("wire.bits", form.characterBits());
        BusRig rig = new BusRig(args[0], form, Integer.parseInt(args[2]), Integer.parseInt(args[4]), new Rtu())
                .run(Double.parseDouble(args[3]), Integer.MAX_VALUE);
        double limit = form.baud() / (bits * 48.5);
        System.out.printf(
                Locale.ROOT,
                "%d values, %d wrong, %d missed, %.2f a second, %.1f %% of the wire's %.2f, longest gap %d ms%n",
                rig.reads,
                rig.wrong,
                rig.missed(),
                rig.rate(),
                100 * rig.rate() / limit,
                limit,
                TimeUnit.NANOSECONDS.toMillis(rig.longestGap));
        for (int unit = 0; unit < rig.figures.size(); unit++) {
            UnitFigures each = rig.figures.get(unit);
            System.out.printf(
                    Locale.ROOT,
                    "  unit %d: asked %d, answered %d, unanswered %d, damaged %d%n",
                    unit + 1,
                    each.asked(),
                    each.answered(),
                    each.unanswered(),
                    each.damaged());
        }
    }
}
