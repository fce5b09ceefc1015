package io.nightflow.collect;

import io.nightflow.meter.Totaliser.Taken;
import io.nightflow.reading.Measured;
import io.nightflow.reading.MeterSample;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Reading;
import io.nightflow.reading.Reason;
import io.nightflow.reading.SensorId;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Minutes of a sensor whose meter is asked: means of its flow where it says that, and then the register only corrects their sum;
 * else the register's own. What the meter itself does not trust is {@link Quality#ESTIMATED}: it counts, and is judged by nothing.
 */
final class PolledMinutes {
    private static final double MINUTES_AN_HOUR = 60;
    private static final double COVERED_MIN = 0.5;
    private static final double ROUND = 1e6; // a thousandth of a litre an hour; meters say floats
    private static final long SUSPECT_KEPT = 180;
    private static final double FLOW_IS_OVER = 600;
    private static final double ABSURD = 1e9;

    private final SensorId sensor;
    private final Function<Consumer<Measured>, RegisterMinutes> registers;
    private final Consumer<Measured> sink;
    private final double flowMax;
    private final FlowMeans means = new FlowMeans();
    private final RegisterBalance balance;
    private final TreeSet<Minute> suspect = new TreeSet<>();
    private Optional<RegisterMinutes> register = Optional.empty();
    private Optional<FlowDoubt> doubt = Optional.empty();
    private boolean hasFlow;
    private double flowSeen = Double.NEGATIVE_INFINITY; // second of the last look at a flow
    private double everySeconds = 1;
    private boolean wasImpossible;
    private double measured = Double.NEGATIVE_INFINITY; // second of the last look at a flow or a register

    /**
     * Of a sensor.
     *
     * @param flowMax the most that its meter can measure, either way, m3/h.
     * @param kind what its meter is able to say.
     * @param registers makes what its register gives, for whoever takes that.
     */
    PolledMinutes(
            SensorId sensor,
            double flowMax,
            MeterSample.Kind kind,
            Function<Consumer<Measured>, RegisterMinutes> registers,
            Consumer<Measured> sink) {
        this.sensor = sensor;
        this.flowMax = flowMax;
        this.registers = registers;
        this.sink = sink;
        this.balance = new RegisterBalance(kind.countsBack(), kind.countM3());
    }

    /** A look at the meter at a second of UTC; what became of its register's value, where it has one. */
    Optional<Taken> take(double second, MeterSample sample) {
        Minute minute = Minute.containing((long) Math.floor(second));
        if (!minute.equals(means.minute())) {
            close(minute, second);
        }
        if (sample.kind().hasFlow() || sample.kind().hasRegister()) {
            hasFlow = sample.kind().hasFlow();
            everySeconds = sample.kind().everySeconds();
        }
        if (!Double.isNaN(sample.flow()) || !Double.isNaN(sample.total())) {
            measured = second;
        }
        flowSeen = Double.isNaN(sample.flow()) ? flowSeen : second;
        if (sample.isSuspect()) {
            suspect.add(minute);
        }
        means.add(possible(sample.flow()), sample.pressure(), sample.isSuspect());
        if (Double.isNaN(sample.total())) {
            register.ifPresent(each -> each.notePressure(second, sample.pressure()));
            return Optional.empty();
        }
        if (register.isEmpty()) {
            register = Optional.of(registers.apply(this::counted));
        }
        return Optional.of(register.get().take(second, sample.total(), sample.pressure()));
    }

    /**
     * A check value lets one of 65,536 damaged answers through: a flow that the meter cannot measure counts only where the next look
     * says one as well.
     */
    private double possible(double flow) {
        if (Math.abs(flow) > ABSURD) {
            return Double.NaN;
        }
        boolean isPossible = !(Math.abs(flow) > flowMax);
        boolean isConfirmed = wasImpossible;
        wasImpossible = !isPossible;
        return isPossible || isConfirmed ? flow : Double.NaN;
    }

    /** What the last hour says of flow and register together: why they are doubted, no reason where they are not. */
    Optional<Reason> doubt(double second, MeterSample sample) {
        boolean both = sample.kind().hasFlow() && sample.kind().hasRegister();
        if (both && doubt.isEmpty()) {
            doubt = Optional.of(new FlowDoubt(sample.kind().countM3()));
        }
        return both ? doubt.flatMap(each -> each.look(second, sample.flow(), sample.total())) : Optional.empty();
    }

    /** What its meter was before it was exchanged last, and is. */
    Optional<RegisterMinutes.Exchange> exchange() {
        return register.flatMap(RegisterMinutes::exchange);
    }

    private void close(Minute next, double second) {
        boolean any = !means.isEmpty();
        FlowMeans.Means closed = means.close(next, everySeconds);
        suspect.headSet(next.plus(-SUSPECT_KEPT)).clear();
        if (!Double.isNaN(closed.flow())) {
            double volume = closed.flow() / MINUTES_AN_HOUR;
            double flow =
                    register.isPresent() ? balance.corrected(closed.minute(), volume) * MINUTES_AN_HOUR : closed.flow();
            boolean good = closed.covered() >= COVERED_MIN && !closed.isSuspect();
            give(closed.minute(), flow, closed.pressure(), good ? Quality.GOOD : Quality.ESTIMATED);
        } else if (any && !Double.isNaN(closed.pressure()) && second - measured > FLOW_IS_OVER) {
            give(closed.minute(), Double.NaN, closed.pressure(), Quality.GOOD); // nothing else is to be had
        }
    }

    private void counted(Measured given) {
        if (!(given instanceof Reading reading)) {
            sink.accept(given);
            return;
        }
        boolean isSuspect = suspect.contains(reading.minute());
        if (!hasFlow || measured - flowSeen > FLOW_IS_OVER) { // the register is all that is said
            Quality quality = isSuspect ? Quality.ESTIMATED : reading.quality();
            give(reading.minute(), reading.flow(), reading.pressure(), quality);
        } else if (!balance.counted(
                        reading.minute(), reading.flow() / MINUTES_AN_HOUR, reading.quality() != Quality.ESTIMATED)
                && reading.minute().isBefore(means.minute())) {
            give(reading.minute(), reading.flow(), reading.pressure(), Quality.ESTIMATED); // no flow was seen in it
        }
    }

    private void give(Minute minute, double flow, double pressure, Quality quality) {
        sink.accept(new Reading(sensor, minute, rounded(flow), rounded(pressure), quality));
    }

    private static double rounded(double value) {
        return Double.isNaN(value) ? value : Math.round(value * ROUND) / ROUND;
    }
}
