package io.nightflow.detect;

import io.nightflow.reading.EventKind;
import io.nightflow.reading.Reason;
import io.nightflow.reading.Stage;

/**
 * What one method says of one value.
 *
 * @param stage its stage.
 * @param event what an alert would call it.
 * @param expected what was expected instead, in the unit of the value; NaN where the rule knows no such value.
 * @param reason none where the stage is 0 or 5.
 * @param fault whether the value is a fault of the metering system, which nothing learns from.
 */
record Verdict(Stage stage, EventKind event, double expected, Reason reason, boolean fault) {
    static final Verdict NORMAL = new Verdict(Stage.NORMAL, EventKind.METER_FAULT, Double.NaN, Reason.NONE, false);
    static final Verdict NOT_APPLICABLE =
            new Verdict(Stage.NOT_APPLICABLE, EventKind.METER_FAULT, Double.NaN, Reason.NONE, false);

    static Verdict fault(Stage stage, EventKind event, Reason reason) {
        return new Verdict(stage, event, Double.NaN, reason, true);
    }

    static Verdict outlier(Stage stage, EventKind event, double expected, Reason reason) {
        return new Verdict(stage, event, expected, reason, false);
    }

    /** Whether the stage is 1 to 4. */
    boolean isOutlier() {
        return stage != Stage.NORMAL && stage != Stage.NOT_APPLICABLE;
    }
}
