package io.nightflow.detect;

import io.nightflow.reading.Stage;

/** What stage a severity is, which is 1 where an alert begins. */
final class Severity {
    private static final double[] SEVERITIES = {0.6, 0.8, 1.0, 1.5};
    private static final Stage[] STAGES = Stage.values();

    private Severity() {}

    /** Of what lasts, and of a single minute: a spike is a caution at most. */
    static Stage stage(double severity, double spike) {
        Stage lasting = STAGES[Thresholds.reached(severity, 1, SEVERITIES)];
        return spike >= 1 && lasting.compareTo(Stage.CAUTION) < 0 ? Stage.CAUTION : lasting;
    }
}
