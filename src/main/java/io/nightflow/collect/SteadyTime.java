package io.nightflow.collect;

import java.time.Instant;

/**
 * Seconds of UTC that go on as evenly as the machine's clock without a date does, so that a time server that sets the date makes no
 * flow: small differences are followed slowly, a step of more than two seconds begins a new count, once a second look sees it as
 * well. One alone was late: between the two clocks a look may have waited for the database or for a processor.
 */
final class SteadyTime {
    private static final double NANOS = 1e9;
    private static final double STEP = 2;
    private static final double FOLLOWED = 0.02; // of a difference at each look
    private static final double FOLLOWED_MAX = 0.02; // seconds at each look

    private double offset = Double.NaN;
    private double suspected = Double.NaN;

    /**
     * Looks at the clock.
     *
     * @return whether it was set: what was counted before lies at other seconds.
     */
    boolean look(long nanos, Instant shown) {
        double ahead = shown.getEpochSecond() + shown.getNano() / NANOS - nanos / NANOS;
        double off = ahead - offset;
        if (Math.abs(off) <= STEP) {
            suspected = Double.NaN;
            offset += Math.max(-FOLLOWED_MAX, Math.min(FOLLOWED_MAX, off * FOLLOWED));
            return false;
        }
        boolean wasKnown = !Double.isNaN(offset);
        if (wasKnown && !(Math.abs(ahead - suspected) <= STEP)) {
            suspected = ahead;
            return false;
        }
        suspected = Double.NaN;
        offset = ahead;
        return wasKnown;
    }

    /** The second at which something was. */
    double second(long nanos) {
        return offset + nanos / NANOS;
    }
}
