package io.nightflow.detect;

/**
 * What the nights of a sensor usually show.
 *
 * @param flow the usual minimum night flow, m3/h; NaN where it is not known.
 * @param spread how far 10-minute means stray from it, m3/h.
 * @param high above this mean, m3/h, a night is high.
 * @param isLastHigh whether the last complete night was.
 * @param minutes how long the hours of minimum flow are tonight.
 */
public record NightUsual(double flow, double spread, double high, boolean isLastHigh, long minutes) {
    /** Not known yet. */
    public static final NightUsual UNKNOWN = new NightUsual(Double.NaN, Double.NaN, Double.NaN, false, 0);

    /** Whether there is something to compare with. */
    boolean isKnown() {
        return flow > 0;
    }
}
