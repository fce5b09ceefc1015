package io.nightflow.detect;

/**
 * Holds the alarms of a sensor at an aim by counting those that it raised: each alarm raises the threshold, and time lowers
 * it by as much as the aimed number of alarms would have raised it.
 *
 * <pre>
 * log threshold += 0.08 x alarms - 0.08 x 0.83 aim x weeks         threshold 1 to 9 errors, at first 7
 * </pre>
 *
 * So in any span the alarms are at most {@code aim x weeks + (log of highest / first threshold) / 0.08}: a threshold that
 * rises by a third in half a year costs 4 alarms more. A step of 8 % forgets over some 8 weeks; a smaller one
 * follows a new season too late, a larger one makes the threshold restless and finds less.
 */
final class AlarmRate {
    private static final double STEP = 0.08;
    private static final double LEEWAY = 0.83;
    private static final double WEEK_SECONDS = 604_800;
    private static final double SPAN_SECONDS_MAX = 86_400;
    private static final double FIRST = Math.log(7);
    private static final double LOWEST = 0;
    private static final double HIGHEST = Math.log(9);

    private AlarmRate() {}

    /** The log of a threshold to begin with. */
    static double first() {
        return FIRST;
    }

    /** The log of the threshold after an alarm. */
    static double raised(double logThreshold) {
        return Math.min(HIGHEST, logThreshold + STEP);
    }

    /** The log of the threshold after some seconds that were heard; a silence counts for a day at most. */
    static double after(double seconds, double alarmsAWeek, double logThreshold) {
        double weeks = Math.min(SPAN_SECONDS_MAX, seconds) / WEEK_SECONDS;
        return Math.max(LOWEST, logThreshold - STEP * LEEWAY * alarmsAWeek * weeks);
    }
}
