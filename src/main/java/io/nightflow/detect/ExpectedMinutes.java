package io.nightflow.detect;

/**
 * What minutes are expected to be while criteria are built, in the order of time: the profile's value of their hour of the
 * week (between the middles of two hours a straight line) plus a level that follows the last ten minutes.
 */
final class ExpectedMinutes {
    private static final long NEVER = Long.MIN_VALUE;
    private static final double STRAY_MAX = 4;
    private static final double SPREAD_MIN = 0.01;
    private static final double MINUTE = 60;
    private static final double SMOOTH_MINUTES = 15;
    private static final double GAP_MINUTES = 60;
    private static final double LEVEL_MINUTES = 10;
    private static final double LEVEL_VALUES = 5;

    private final WeekClock clock;
    private final Profile profile;
    private long lastSecond = NEVER;
    private long values;
    private double level;
    private int hour = -1;
    private double usual;
    private double usualBefore;
    private double usualAfter;
    private double spread;

    ExpectedMinutes(WeekClock clock, Profile profile) {
        this.clock = clock;
        this.profile = profile;
    }

    /** The hour of the week that the last value lies in. */
    int hour() {
        return hour;
    }

    /** Takes the next value in; gives what was expected of it, NaN where the profile knows nothing. */
    double next(double value, long second) {
        double step = lastSecond == NEVER ? 1 : Math.max(0, Math.min((second - lastSecond) / MINUTE, GAP_MINUTES));
        lastSecond = second;
        values++;
        look(clock.hour(second));
        double expected = usual(second, step) + level;
        if (Double.isNaN(expected)) {
            level += (value - level) / values;
            return expected;
        }
        double reach = STRAY_MAX * spread;
        double share = step / Math.max(LEVEL_MINUTES, LEVEL_VALUES * step);
        level += share * Math.max(-reach, Math.min(reach, value - expected));
        return expected;
    }

    private void look(int now) {
        if (now == hour) {
            return;
        }
        hour = now;
        usual = profile.usual(hour);
        usualBefore = profile.usual(WeekClock.neighbour(hour, -1));
        usualAfter = profile.usual(WeekClock.neighbour(hour, 1));
        double least = Math.max(SPREAD_MIN * Math.abs(profile.mean()), Double.MIN_NORMAL);
        spread = Math.max(profile.spread(hour), least);
    }

    private double usual(long second, double step) {
        if (step > SMOOTH_MINUTES) {
            return usual;
        }
        double fromMiddle = clock.passed(second) - 0.5;
        double beside = fromMiddle < 0 ? usualBefore : usualAfter;
        return usual + (beside - usual) * Math.abs(fromMiddle);
    }
}
