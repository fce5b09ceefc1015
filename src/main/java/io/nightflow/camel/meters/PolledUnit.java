package io.nightflow.camel.meters;

import io.nightflow.meter.modbus.Framing;
import io.nightflow.meter.modbus.Mbap;
import io.nightflow.meter.modbus.Rtu;
import io.nightflow.meter.poll.Dialogue;
import io.nightflow.meter.poll.MbusDialogue;
import io.nightflow.meter.poll.ModbusDialogue;
import io.nightflow.meter.poll.PollPlan;
import io.nightflow.meter.poll.UnitFigures;
import io.nightflow.meter.profile.Look;
import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.Role;
import io.nightflow.meter.profile.SiteMeter;
import io.nightflow.operate.Meters.UnitStatus;
import io.nightflow.reading.MeterSample;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A meter on a bus as it is asked: its dialogue, its figures, and for how long it has been silent. */
final class PolledUnit {
    private static final long A_WHILE = TimeUnit.SECONDS.toNanos(30);
    private static final long SILENT_AFTER = TimeUnit.MINUTES.toNanos(3);

    private final SiteMeter meter;
    private final PollPlan.Unit unit;
    private volatile long answeredAt;
    private volatile boolean hasAnswered;
    private boolean toldFirst;
    private long toldAt; // of a silence that goes on; 0 for none

    private PolledUnit(SiteMeter meter, PollPlan.Unit unit, long now) {
        this.meter = meter;
        this.unit = unit;
        this.answeredAt = now;
    }

    /** Those of a bus, on which one framing numbers all requests. */
    static List<PolledUnit> of(List<SiteMeter> meters, MetersEndpoint endpoint, long now) {
        Framing framing = endpoint.getFraming() == MetersEndpoint.Framing.TCP ? new Mbap() : new Rtu();
        return meters.stream()
                .map(meter -> new PolledUnit(
                        meter,
                        new PollPlan.Unit(dialogue(meter, framing), every(meter, endpoint), new UnitFigures()),
                        now))
                .toList();
    }

    private static Dialogue dialogue(SiteMeter meter, Framing framing) {
        return meter.profile().protocol() == Profile.Protocol.MBUS
                ? new MbusDialogue(meter.place().address(), meter.profile())
                : new ModbusDialogue(Integer.parseInt(meter.place().address()), meter.profile(), framing);
    }

    private static Duration every(SiteMeter meter, MetersEndpoint endpoint) {
        return endpoint.getEvery().isNegative() ? meter.profile().every() : endpoint.getEvery();
    }

    SiteMeter meter() {
        return meter;
    }

    PollPlan.Unit unit() {
        return unit;
    }

    /** What a look has shown, in m3/h, bar and m3. */
    MeterSample sample(Look look, long nanos) {
        if (!look.values().isEmpty()) {
            answeredAt = nanos;
            hasAnswered = true;
        }
        Role register = meter.profile().values().containsKey(Role.TOTAL) ? Role.TOTAL : Role.NET_TOTAL;
        MeterSample.Kind kind = new MeterSample.Kind(
                meter.hasFlow(),
                meter.hasRegister(),
                meter.hasRegister() && meter.countsBack(),
                meter.stepM3(register),
                meter.rolloverM3(register),
                unit.every().toMillis() / 1e3);
        List<String> status = Stream.concat(
                        look.status().stream(), meter.isBrokenLoop(look) ? Stream.of("loop-fault") : Stream.of())
                .toList();
        return new MeterSample(
                meter.sensor(), nanos, meter.flow(look), meter.pressure(look), meter.total(look), kind, status);
    }

    /**
     * Tells a silence that nothing else tells: of a meter that has never answered, or of a second one that gives the pressure. That a
     * sensor which was heard falls silent is told as such.
     */
    void tellSilence(boolean open, long now, MetersComponent.SilenceListener listener) {
        boolean silent = now - answeredAt >= SILENT_AFTER;
        boolean ofOurs = !hasAnswered || meter.place().isPressureOnly();
        if (open && silent && toldAt == 0 && ofOurs) {
            long minutes = minutes(now - answeredAt);
            listener.silence(meter, false, minutes, silent(minutes));
            toldAt = answeredAt; // once it is told
        } else if (!silent && hasAnswered && (toldAt != 0 || !toldFirst)) {
            listener.silence(meter, true, toldAt == 0 ? 0 : minutes(now - toldAt), reason(ReasonKind.METER_SPEAKS));
            toldAt = 0;
            toldFirst = true; // it may have been silent before a restart
        }
    }

    private Reason silent(long minutes) {
        String refusal = unit.figures().refusal();
        return refusal.isEmpty()
                ? reason(ReasonKind.METER_SILENT, minutes)
                : reason(ReasonKind.METER_SILENT_WHY, minutes, refusal);
    }

    private Reason reason(ReasonKind kind, Object... figures) {
        Stream<Object> who = Stream.of(meter.place().address(), meter.place().bus());
        return Reason.of(kind, Stream.concat(who, Stream.of(figures)).toArray());
    }

    private static long minutes(long nanos) {
        return TimeUnit.NANOSECONDS.toMinutes(nanos);
    }

    UnitStatus status(long now) {
        UnitFigures figures = unit.figures();
        return new UnitStatus(
                meter.place().bus(),
                meter.place().address(),
                meter.sensor().text(),
                meter.profile().kind(),
                figures.asked(),
                figures.answered(),
                figures.unanswered(),
                figures.lateAnswers(),
                figures.damaged(),
                figures.refused(),
                figures.refusal(),
                now - answeredAt > unit.every().toNanos() + A_WHILE
                        ? TimeUnit.NANOSECONDS.toSeconds(now - answeredAt)
                        : 0);
    }
}
