package io.nightflow.detect;

/** Rising bounds, a stage each. */
final class Thresholds {
    private Thresholds() {}

    /** How many of the bounds, each times {@code unit}, a value reaches. */
    static int reached(double value, double unit, double... bounds) {
        int reached = 0;
        while (reached < bounds.length && value >= bounds[reached] * unit) {
            reached++;
        }
        return reached;
    }
}
