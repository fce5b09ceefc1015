package io.nightflow.detect;

import io.nightflow.reading.EventKind;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.Stage;

/**
 * Method {@code value} as the replaced system had it, for those who must compare: where a value stands in a normal
 * distribution with the mean and the deviation of the criteria. Upwards only, without persistence, blind to the hour.
 *
 * <pre>
 * below 90 %  0     90 to 95 %  1     95 to 98 %  2     98 to 99 %  3     99 % and above  4
 * </pre>
 */
final class PercentileMethod {
    /** The 90th, 95th, 98th and 99th percentile of the standard normal distribution. */
    private static final double[] QUANTILES = {
        1.2815515655446004, 1.6448536269514722, 2.0537489106318225, 2.3263478740408408
    };

    private static final String[] PERCENT = {"90", "95", "98", "99"};

    private PercentileMethod() {}

    static Verdict judge(Quantity quantity, double value, Criteria.Numbers criteria) {
        if (!(criteria.deviation() > 0)) {
            return Verdict.NOT_APPLICABLE;
        }
        int stage = stage((value - criteria.mean()) / criteria.deviation());
        if (stage == 0) {
            return Verdict.NORMAL;
        }
        Reason reason = Reason.of(
                ReasonKind.PERCENTILE,
                quantity.word(),
                Figures.number(value),
                Figures.shown(quantity, criteria.mean()),
                PERCENT[stage - 1]);
        EventKind event = quantity == Quantity.FLOW ? EventKind.BURST : EventKind.HIGH_PRESSURE;
        return Verdict.outlier(Stage.values()[stage], event, criteria.mean(), reason);
    }

    /** The stage of a value that many deviations over the mean. */
    static int stage(double deviations) {
        return Thresholds.reached(deviations, 1, QUANTILES);
    }
}
