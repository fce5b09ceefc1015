package io.nightflow.detect;

import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.Stage;

/**
 * Deviation from the forecast that was made the day before for this hour. The mean of the last ten minutes is compared with
 * it (between the middles of two hours a straight line), at the end of each ten minutes of a clock:
 *
 * <pre>
 * (forecast - actual) / actual        10 / 20 / 30 / 40 %          stage 1 to 4
 * its own usual error of this sensor  x 3 / 5 / 7 / 9              stage 1 to 4
 * </pre>
 *
 * The lower of the two counts: 30 % is nothing where the forecast is often wrong by that much. An actual value below a tenth
 * of the forecast is taken as that tenth.
 */
final class PredictionMethod {
    private static final double[] SHARES = {0.1, 0.2, 0.3, 0.4};
    private static final double[] ERRORS = {3, 5, 7, 9};
    private static final double SMALLEST_SHARE = 0.1;
    private static final int ERRORS_MIN = 144;
    private static final int ERRORS_MAX = 2_016;
    private static final double ERROR_FLOOR = 0.01;

    private PredictionMethod() {}

    /** What is remembered: the usual relative error, f64, and of how many comparisons, i32. */
    static final class Memory {
        static final int BYTES = 12;

        double error;
        int count;

        void learn(double newError) {
            count = Math.min(ERRORS_MAX, count + 1);
            double believed = count > ERRORS_MIN ? Math.min(newError, ERRORS[1] * error) : newError;
            error += (believed - error) / count;
        }
    }

    static Verdict judge(Quantity quantity, double actual, double forecast, double sensitivity, Memory memory) {
        if (Double.isNaN(actual) || Double.isNaN(forecast) || memory.count < ERRORS_MIN) {
            return Verdict.NOT_APPLICABLE;
        }
        double share = error(actual, forecast) * sensitivity;
        int stage = Math.min(
                Thresholds.reached(share, 1, SHARES),
                Thresholds.reached(share / Math.max(ERROR_FLOOR, memory.error), 1, ERRORS));
        if (stage == 0) {
            return Verdict.NORMAL;
        }
        Reason reason = Reason.of(
                actual >= forecast ? ReasonKind.FORECAST_OVER : ReasonKind.FORECAST_BELOW,
                quantity.word(),
                Figures.apart(quantity, actual, forecast),
                Figures.number(actual),
                Figures.shown(quantity, forecast));
        return Verdict.outlier(
                Stage.values()[stage], DeviationEvent.event(quantity, actual > forecast), forecast, reason);
    }

    /** How wrong a forecast was, as a share of the actual value. */
    static double error(double actual, double forecast) {
        double smallest = SMALLEST_SHARE * Math.abs(forecast);
        double divisor = Math.max(Math.max(Math.abs(actual), smallest), Double.MIN_NORMAL);
        return Math.abs(forecast - actual) / divisor;
    }
}
