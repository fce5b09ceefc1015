package io.nightflow.detect;

/**
 * What the nights of a sensor usually show.
 *
 * @param flow the usual minimum night flow, m3/h; NaN where it is not known.
 * @param spread how far 10-minute means stray from it, m3/h.
 */
public record NightUsual(double flow, double spread) {
    /** Not known yet. */
    public static final NightUsual UNKNOWN = new NightUsual(Double.NaN, Double.NaN);

    /** Whether there is something to compare with. */
    boolean isKnown() {
        return flow > 0;
    }
}
