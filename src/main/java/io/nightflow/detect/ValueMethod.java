package io.nightflow.detect;

/**
 * Deviation from what is usual. Expected is the profile's value of this hour of the week (between the middles of two hours a
 * straight line) plus a level that follows the last hours. How far a value strays from it is counted in spreads of the
 * profile, and is judged three ways, both up and down; the highest counts:
 *
 * <pre>
 * lasting   the median of five values strays: 3 of 5 minutes do, to the same side (one value, where it stands for
 *           five minutes or more)
 * shift     CUSUM: what each minute strays over an allowance adds up; dropped where 3 of 5 minutes do not stray
 * spike     a single minute strays far: a caution, never an alert
 * </pre>
 */
final class ValueMethod {
    private static final double STRAY_MAX = 4;
    private static final double STRAY_USUAL = 1;
    private static final double SPREAD_MIN = 0.01;
    private static final double MINUTE = 60;
    private static final double SMOOTH_MINUTES = 15;
    private static final double GAP_MINUTES = 60;
    private static final double COVERED_MIN = 20;
    private static final double LEVEL_VALUES = 5;
    private static final double LASTING_MINUTES = 5;
    private static final double DEVIATION_OF_MEAN_ABSOLUTE = 1.2533;

    private final Tuning tuning;
    private final WeekClock clock;

    ValueMethod(Tuning tuning, WeekClock clock) {
        this.tuning = tuning;
        this.clock = clock;
    }

    /**
     * What the method sees in a value.
     *
     * @param expected in the unit of the value; NaN where nothing is known yet.
     * @param usual the same without the level.
     * @param step minutes since the last value, at most 60.
     * @param stray how far the value is from expected, in spreads.
     * @param severity 1 where an alert begins.
     * @param isShift whether it is the sum that says so.
     * @param spike of the single value: 1 where a caution begins.
     */
    record View(
            double expected, double usual, double step, double stray, double severity, boolean isShift, double spike) {}

    /** Takes a value in and gives its view; its hour has {@link #newHour begun}. */
    View see(double value, long second, ValueMemory memory, Profile profile) {
        double step = step(second, memory);
        if (memory.hour < 0) {
            memory.begin(clock.hour(second)); // new criteria in the midst of an hour
        }
        if (!memory.isCached) {
            look(memory, profile);
        }
        memory.lastSecond = second;
        double usual = usual(second, step, memory);
        if (Double.isNaN(usual)) {
            memory.stray(0);
            return new View(Double.NaN, Double.NaN, step, 0, 0, false, 0);
        }
        if (step >= GAP_MINUTES) {
            memory.forgetStrays();
        }
        double expected = usual + memory.level;
        double stray = (value - expected) / memory.spread;
        memory.stray(stray);
        addUp(Math.max(-STRAY_MAX, Math.min(STRAY_MAX, stray)), Math.min(step, 1), memory);
        return view(expected, usual, step, stray, second, memory);
    }

    /** A value counts for a minute, or for less where they come faster. */
    private void addUp(double stray, double minutes, ValueMemory memory) {
        double most = 2 * tuning.sumAlert();
        memory.sumUp = Math.min(most, Math.max(0, memory.sumUp + (stray - tuning.allowance()) * minutes));
        memory.sumDown = Math.min(most, Math.max(0, memory.sumDown + (-stray - tuning.allowance()) * minutes));
    }

    private View view(double expected, double usual, double step, double stray, long second, ValueMemory memory) {
        double median = step < LASTING_MINUTES ? memory.medianStray() : stray;
        if (Math.max(memory.sumUp, memory.sumDown) >= tuning.sumAlert() && Math.abs(median) < STRAY_USUAL) {
            memory.dropSums();
        }
        double sum = median > 0 ? memory.sumUp : memory.sumDown;
        if (sum == 0) {
            memory.shiftSince = second;
        }
        double shift = sum / tuning.sumAlert();
        double lasting = Math.abs(median) / tuning.medianAlert();
        double spike = Math.abs(stray) / tuning.spikeCaution();
        return new View(expected, usual, step, stray, Math.max(shift, lasting), shift >= lasting, spike);
    }

    /**
     * Lets the level and the profile learn a value that is no fault, while no alarm goes on.
     *
     * @param newUsual whether an alarm has gone on for so long that it is taken for the new usual, however far it is.
     */
    void learn(double value, View view, ValueMemory memory, boolean newUsual) {
        memory.covered += view.step();
        if (Double.isNaN(view.expected())) {
            memory.level += (value - memory.level) / memory.values;
            memory.residualSum += value * view.step();
            memory.straySum += Math.abs(value - memory.level) * view.step();
            return;
        }
        double off = value - view.expected();
        double reach = newUsual ? Double.MAX_VALUE : STRAY_MAX * memory.spread;
        memory.residualSum += (value - view.usual()) * view.step();
        memory.straySum += Math.min(reach, Math.abs(off)) * view.step();
        double share = view.step() / Math.max(tuning.levelMinutes(), LEVEL_VALUES * view.step());
        memory.level += share * Math.max(-reach, Math.min(reach, off));
    }

    /** Leaves this hour out of the profile: an alarm goes on in it. */
    static void spoil(ValueMemory memory) {
        memory.spoilt = true;
    }

    /** Lets the profile learn the hour that has ended, and begins the one that a second lies in. */
    Profile.Before newHour(long second, ValueMemory memory, Profile profile) {
        Profile.Before before = teach(memory, profile);
        memory.begin(clock.hour(second));
        return before;
    }

    private static Profile.Before teach(ValueMemory memory, Profile profile) {
        if (memory.hour < 0 || memory.spoilt || memory.covered < COVERED_MIN) {
            return Profile.Before.NOTHING;
        }
        double known = profile.usual(memory.hour);
        double value = memory.residualSum / memory.covered;
        if (Double.isNaN(known)) {
            memory.level = 0;
        } else {
            value += known;
        }
        return profile.learn(memory.hour, value, DEVIATION_OF_MEAN_ABSOLUTE * memory.straySum / memory.covered);
    }

    private static void look(ValueMemory memory, Profile profile) {
        memory.usual = profile.usual(memory.hour);
        memory.usualBefore = profile.usual(WeekClock.neighbour(memory.hour, -1));
        memory.usualAfter = profile.usual(WeekClock.neighbour(memory.hour, 1));
        double least = Math.max(SPREAD_MIN * Math.abs(profile.mean()), Double.MIN_NORMAL);
        memory.spread = Math.max(profile.spread(memory.hour), least);
        memory.isCached = true;
    }

    private double usual(long second, double step, ValueMemory memory) {
        if (step > SMOOTH_MINUTES) {
            return memory.usual;
        }
        double fromMiddle = clock.passed(second) - 0.5;
        double beside = fromMiddle < 0 ? memory.usualBefore : memory.usualAfter;
        return memory.usual + (beside - memory.usual) * Math.abs(fromMiddle);
    }

    private static double step(long second, ValueMemory memory) {
        return memory.lastSecond == ValueMemory.NEVER
                ? 1
                : Math.max(0, Math.min((second - memory.lastSecond) / MINUTE, GAP_MINUTES));
    }
}
