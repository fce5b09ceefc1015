package io.nightflow.detect;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Stage;

/**
 * Faults of the metering system itself. The first rule that fits decides:
 *
 * <pre>
 * missing        no value, from a sensor that has sent this quantity before        4  fault
 * range          outside of what the meter can measure or physics allows           4  fault
 * reverse flow   flow below zero                                                   2
 * ten times      flow over 10 x its mean, once a day of values is known            3  fault
 * jump           flow changed by over 5 x its mean, pressure by over 5 bar,        2  fault
 *                against a value of the last 5 minutes
 * stuck          the same value for 60 minutes, where most hours show 3 or more    3  fault
 *                values; zero only where the nights are never zero
 * zero           flow of zero, where the nights are never zero                     1
 * </pre>
 *
 * A fault is not believed: nothing learns from it.
 */
public final class SystemMethod {
    private static final double MEAN_FACTOR = 10;
    private static final double JUMP_FACTOR = 5;
    private static final double JUMP_BAR = 5;
    private static final int JUMP_MINUTES = 5;
    private static final int STUCK_MINUTES = 60;
    private static final int MEAN_VALUES_MIN = 1_440;

    private final Quantity quantity;

    /** For one quantity. */
    public SystemMethod(Quantity quantity) {
        this.quantity = quantity;
    }

    /** What the method says of one value. */
    public record Verdict(Stage stage, String reason, boolean fault) {
        static final Verdict NORMAL = new Verdict(Stage.NORMAL, "", false);
        static final Verdict NOT_APPLICABLE = new Verdict(Stage.NOT_APPLICABLE, "", false);
    }

    /** Judges one value; NaN where none was sent. */
    public Verdict judge(double value, Minute minute, MeteringPoint.Range range, ValueMemory memory) {
        if (Double.isNaN(value)) {
            return memory.isEmpty() ? Verdict.NOT_APPLICABLE : fault(Stage.SERIOUS, "no " + word() + " was sent");
        }
        if (!range.holds(value)) {
            String bounds = Decimal.text(range.min()) + " to " + Decimal.text(range.max());
            return fault(Stage.SERIOUS, word() + " " + shown(value) + " is outside of the range " + bounds);
        }
        if (quantity == Quantity.FLOW && value < 0) {
            return new Verdict(Stage.CAUTION, "reverse flow of " + shown(value), false);
        }
        if (isFarOverMean(value, memory)) {
            return fault(Stage.ALERT, "flow " + shown(value) + " is over 10 times its mean of " + shown(memory.mean()));
        }
        if (isJump(value, minute, memory)) {
            return fault(Stage.CAUTION, word() + " jumped from " + shown(memory.lastValue()) + " to " + shown(value));
        }
        return zeroOrStuck(value, minute, memory);
    }

    private Verdict zeroOrStuck(double value, Minute minute, ValueMemory memory) {
        boolean unusualZero = value == 0 && !memory.isZeroAtNight();
        long sameMinutes = memory.sameMinutes(value, minute);
        if (sameMinutes >= STUCK_MINUTES && memory.isLively() && (value != 0 || unusualZero)) {
            return fault(Stage.ALERT, word() + " has been " + shown(value) + " for " + sameMinutes + " minutes: stuck");
        }
        if (quantity == Quantity.FLOW && unusualZero && memory.count() >= MEAN_VALUES_MIN) {
            return new Verdict(Stage.ATTENTION, "flow is zero, its mean is " + shown(memory.mean()), false);
        }
        return Verdict.NORMAL;
    }

    private boolean isFarOverMean(double value, ValueMemory memory) {
        return quantity == Quantity.FLOW
                && memory.count() >= MEAN_VALUES_MIN
                && memory.mean() > 0
                && value > MEAN_FACTOR * memory.mean();
    }

    private boolean isJump(double value, Minute minute, ValueMemory memory) {
        if (!memory.hasBelieved(minute, JUMP_MINUTES) || memory.count() < MEAN_VALUES_MIN) {
            return false;
        }
        double limit = quantity == Quantity.FLOW ? JUMP_FACTOR * Math.abs(memory.mean()) : JUMP_BAR;
        return limit > 0 && Math.abs(value - memory.lastValue()) > limit;
    }

    private static Verdict fault(Stage stage, String reason) {
        return new Verdict(stage, reason, true);
    }

    private String word() {
        return quantity.word();
    }

    private String shown(double value) {
        return Decimal.text(value) + " " + quantity.unit();
    }
}
