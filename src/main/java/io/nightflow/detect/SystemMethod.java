package io.nightflow.detect;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.Stage;

/**
 * Faults of the metering system itself. The first rule that fits decides:
 *
 * <pre>
 * missing        no value, from a sensor that has sent this quantity before        4  fault
 * range          outside of what the meter can measure or physics allows           4  fault
 * reverse flow   flow below zero                                                   2
 * ten times      flow over 10 x its mean, once a day of values is known            3  fault
 *                (after an hour it is believed: 2, and learnt)
 * overload       flow over the meter's Q4                                          2
 * empty pipe     pressure of 0, where its mean is over 0.5 bar                     3
 * jump           flow changed by over 5 x its mean, pressure by over 5 bar,        2  fault
 *                against a value of the last 5 minutes
 * stuck          the same value for 60 minutes that were heard and for 3 times     3  fault
 *                the sensor's own longest still spell (9 times in its first 3
 *                days), where most hours show 3 or more values; zero only where
 *                the nights are never zero
 * zero           flow of zero, where the nights are never zero                     1
 * </pre>
 *
 * A fault is not believed: nothing learns from it.
 */
final class SystemMethod {
    private static final double MEAN_FACTOR = 10;
    private static final double JUMP_FACTOR = 5;
    private static final double JUMP_BAR = 5;
    private static final int JUMP_MINUTES = 5;
    private static final int STUCK_MINUTES = 60;
    private static final int FAR_MINUTES = 60;
    private static final double EMPTY_BAR = 0.05;
    private static final double FILLED_BAR = 0.5;

    private final Quantity quantity;

    /** For one quantity. */
    SystemMethod(Quantity quantity) {
        this.quantity = quantity;
    }

    /** Judges one value; NaN where none was sent. */
    Verdict judge(double value, long second, MeteringPoint point, SystemMemory memory) {
        if (Double.isNaN(value)) {
            return memory.isEmpty()
                    ? Verdict.NOT_APPLICABLE
                    : Verdict.fault(Stage.SERIOUS, EventKind.METER_FAULT, Reason.of(ReasonKind.NOT_SENT, word()));
        }
        MeteringPoint.Range range = point.range(quantity);
        if (!range.holds(value)) {
            Reason reason = Reason.of(
                    ReasonKind.RANGE, word(), shown(value), Decimal.text(range.min()), Decimal.text(range.max()));
            return Verdict.fault(Stage.SERIOUS, EventKind.METER_FAULT, reason);
        }
        Verdict verdict = quantity == Quantity.FLOW ? flow(value, second, point, memory) : pressure(value, memory);
        if (verdict.stage() == Stage.NORMAL && isJump(value, second, memory)) {
            Reason reason = Reason.of(ReasonKind.JUMPED, word(), shown(memory.lastValue()), shown(value));
            return Verdict.fault(Stage.CAUTION, EventKind.METER_FAULT, reason);
        }
        return verdict.stage() == Stage.NORMAL ? zeroOrStuck(value, second, memory) : verdict;
    }

    private Verdict flow(double value, long second, MeteringPoint point, SystemMemory memory) {
        if (value < 0) {
            return Verdict.outlier(
                    Stage.CAUTION, EventKind.REVERSE_FLOW, 0, Reason.of(ReasonKind.REVERSE, shown(value)));
        }
        if (isFar(value, memory)) {
            Reason reason = Reason.of(ReasonKind.FAR, shown(value), shown(memory.mean()));
            return memory.minutesFar(second) < FAR_MINUTES
                    ? Verdict.fault(Stage.ALERT, EventKind.METER_FAULT, reason)
                    : Verdict.outlier(Stage.CAUTION, EventKind.BURST, memory.mean(), reason);
        }
        double overload = point.meter().overload();
        if (value > overload) {
            Reason reason = Reason.of(ReasonKind.OVERLOAD, shown(value), shown(overload));
            return Verdict.outlier(Stage.CAUTION, EventKind.METER_FAULT, overload, reason);
        }
        return Verdict.NORMAL;
    }

    /** Whether a flow is over 10 times the mean. */
    static boolean isFar(double value, SystemMemory memory) {
        return memory.knowsMean() && memory.mean() > 0 && value > MEAN_FACTOR * memory.mean();
    }

    private Verdict pressure(double value, SystemMemory memory) {
        if (Math.abs(value) <= EMPTY_BAR && memory.knowsMean() && memory.mean() >= FILLED_BAR) {
            Reason reason = Reason.of(ReasonKind.EMPTY, shown(value), shown(memory.mean()));
            return Verdict.outlier(Stage.ALERT, EventKind.EMPTY_PIPE, memory.mean(), reason);
        }
        return Verdict.NORMAL;
    }

    private Verdict zeroOrStuck(double value, long second, SystemMemory memory) {
        boolean unusualZero = value == 0 && memory.flowsEveryNight();
        long sameMinutes = memory.sameMinutes(value, second);
        if (sameMinutes >= Math.max(STUCK_MINUTES, memory.stillMinutes())
                && memory.isLively()
                && (value != 0 || unusualZero)) {
            Reason reason = Reason.of(ReasonKind.STUCK, word(), shown(value), sameMinutes);
            return Verdict.fault(Stage.ALERT, EventKind.STUCK_METER, reason);
        }
        if (quantity == Quantity.FLOW && unusualZero && memory.knowsMean()) {
            Reason reason = Reason.of(ReasonKind.ZERO, shown(memory.mean()));
            return Verdict.outlier(Stage.ATTENTION, EventKind.NO_FLOW, memory.mean(), reason);
        }
        return Verdict.NORMAL;
    }

    private boolean isJump(double value, long second, SystemMemory memory) {
        if (!memory.hasBelieved(second, JUMP_MINUTES) || !memory.knowsMean()) {
            return false;
        }
        double limit = quantity == Quantity.FLOW ? JUMP_FACTOR * Math.abs(memory.mean()) : JUMP_BAR;
        return limit > 0 && Math.abs(value - memory.lastValue()) > limit;
    }

    private String word() {
        return quantity.word();
    }

    private String shown(double value) {
        return Decimal.text(value) + " " + quantity.unit();
    }
}
