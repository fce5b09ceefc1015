package io.nightflow.detect;

import io.nightflow.reading.EventKind;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.Stage;

/**
 * Deviation of a 10-minute mean from the usual minimum night flow, upwards, at the end of each ten minutes of the night:
 *
 * <pre>
 * over the usual minimum night flow   10 / 20 / 30 / 40 %       stage 1 to 4
 * over it in its usual spreads         2 /  3 /  4 /  5         stage 1 to 4; the lower of the two counts
 * after a high night                  a caution at most: the leak, if it is one, is told by the night job
 * the night, at its end                its mean is high and the night before was high as well: stage 1 at least
 * continuous flow                     no minute without flow for 24 h, where most nights have one: stage 3
 * </pre>
 */
final class NightMethod {
    private static final double[] SHARES = {0.1, 0.2, 0.3, 0.4};
    private static final double[] SPREADS = {2, 3, 4, 5};
    private static final int DAY_MINUTES = 1_440;

    private NightMethod() {}

    static Verdict judge(double tenMinuteMean, long second, NightUsual usual, double sensitivity, SystemMemory memory) {
        if (memory.restsAtNight()) {
            return continuous(memory.minutesSinceZero(second));
        }
        if (Double.isNaN(tenMinuteMean) || !usual.isKnown()) {
            return Verdict.NOT_APPLICABLE;
        }
        int stage = stage((tenMinuteMean - usual.flow()) * sensitivity, usual);
        if (stage == 0) {
            return Verdict.NORMAL;
        }
        Reason reason = over(ReasonKind.NIGHT_OVER, tenMinuteMean, usual);
        return Verdict.outlier(Stage.values()[stage], EventKind.LEAK, usual.flow(), reason);
    }

    private static Reason over(ReasonKind kind, double flow, NightUsual usual) {
        return Reason.of(
                kind,
                Figures.apart(Quantity.FLOW, flow, usual.flow()),
                Figures.number(flow),
                Figures.shown(Quantity.FLOW, usual.flow()));
    }

    private static int stage(double off, NightUsual usual) {
        int stage = Math.min(
                Thresholds.reached(off, usual.flow(), SHARES), Thresholds.reached(off, usual.spread(), SPREADS));
        return usual.isLastHigh() ? Math.min(stage, Stage.CAUTION.ordinal()) : stage;
    }

    /**
     * At the end of a night, of the mean of its 10-minute means; NaN where too few of them are there. The alert of a leak is
     * the night job's, once for all high nights in a row: this stage says what the night's mean is, at least 1.
     */
    static Verdict judgeNight(Verdict ofTen, double nightMean, NightUsual usual) {
        if (!usual.isKnown() || !(nightMean > usual.high()) || !usual.isLastHigh()) {
            return ofTen;
        }
        int ofNight = Math.max(1, stage(nightMean - usual.flow(), usual));
        int stage = ofTen.isOutlier() ? Math.max(ofTen.stage().ordinal(), ofNight) : ofNight;
        Reason reason = over(ReasonKind.NIGHT_TWO, nightMean, usual);
        return Verdict.outlier(Stage.values()[stage], EventKind.LEAK, usual.flow(), reason);
    }

    private static Verdict continuous(long minutesSinceZero) {
        if (minutesSinceZero < DAY_MINUTES) {
            return Verdict.NORMAL;
        }
        Reason reason = Reason.of(ReasonKind.CONTINUOUS, minutesSinceZero / 60);
        return Verdict.outlier(Stage.ALERT, EventKind.CONTINUOUS_FLOW, 0, reason);
    }
}
