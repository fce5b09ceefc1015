package io.nightflow.detect;

import io.nightflow.reading.Stage;

/**
 * The numbers of method {@code value}; chosen on 2021 of the ten district zones, see docs/reference/detection.md.
 *
 * @param levelMinutes how slowly the level follows.
 * @param allowance what a minute may stray without adding to the sum, in spreads.
 * @param sumAlert the sum at which a shift is an alert, in spreads x minutes.
 * @param medianAlert the median of five values at which they are an alert, in spreads.
 * @param spikeCaution a single value at which it is a caution, in spreads.
 */
public record Tuning(double levelMinutes, double allowance, double sumAlert, double medianAlert, double spikeCaution) {
    /** What is used. */
    public static final Tuning CHOSEN = new Tuning(10, 2.5, 5, 8, 16);

    private static final double[] SEVERITIES = {0.6, 0.8, 1.0, 1.5};
    private static final Stage[] STAGES = Stage.values();

    /** The stage of a severity, which is 1 where an alert begins; a spike is a caution at most. */
    static Stage stage(double severity, double spike) {
        Stage lasting = STAGES[Bounds.reached(severity, 1, SEVERITIES)];
        return spike >= 1 && lasting.compareTo(Stage.CAUTION) < 0 ? Stage.CAUTION : lasting;
    }
}
