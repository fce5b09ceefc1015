package io.nightflow.detect;

/**
 * Deviation from what is usual. At the end of each ten minutes of a clock the mean residual of the last 40 minutes is set
 * against the one expected of the hours before; a residual is a value less the profile's of this hour of the week (between
 * the middles of two hours a straight line).
 *
 * <pre>
 * expected    a x the hour before the 40 minutes + b x the last 24 hours + c x the hour before that one
 *             + d x this hour yesterday + the bias of this hour of the day; a to d learnt of each sensor
 * error       how far that usually is from the mean of 40 minutes, for each hour of the day (e) and for all (E)
 * alert at    threshold x (0.65 E + 0.35 e x e / E), twice that downwards; the threshold is held by {@link AlarmRate}
 * spike       a single value at 4 times that: a caution, never an alert
 * </pre>
 *
 * The square makes restless hours give up sooner and calm ones no finer than they need be: at equal alarms it finds more
 * than errors in proportion. Nothing is said where minutes come less often than each 15, or fewer than 24 of the 40 and 20
 * of the hour before them were heard.
 */
final class ShiftMethod {
    private static final int WINDOW = 4;
    private static final double WINDOW_MIN = 24;
    private static final int HOUR_TENS = 6;
    private static final double HOUR_MIN = 20;
    private static final double MINUTE = 60;
    private static final double HOUR_SECONDS = 3_600;
    private static final long TEN_SECONDS = 600;
    private static final double COARSE_MINUTES = 15;
    private static final int HOURS_MAX = 400;
    private static final double STRAY_MAX = 4;
    private static final double CALM = 0.65;
    private static final double DOWN = 2;
    private static final double SPIKE = 4;
    private static final double ERROR_LEARNT = 0.006;
    private static final double BIAS_LEARNT = 0.0075;
    private static final double BIAS_MAX = 3;
    private static final double LEAST_OF_MEAN = 0.3;
    private static final double LEAST_SHARE = 0.03;
    private static final double DEVIATION_OF_MEAN_ABSOLUTE = 1.2533;

    private final WeekClock clock;
    private final double alarmsAWeek;
    private final double[] before = new double[Regression.SIZE];

    ShiftMethod(WeekClock clock, double alarmsAWeek) {
        this.clock = clock;
        this.alarmsAWeek = alarmsAWeek;
    }

    /**
     * What the method sees in a value.
     *
     * @param expected in the unit of the value; NaN where nothing is known yet.
     * @param deviation of the mean of the last 40 minutes, in the unit of the value.
     * @param severity 1 where an alert begins.
     * @param spike of the single value: 1 where a caution begins.
     */
    record View(double expected, double deviation, double severity, double spike) {
        static final View NOTHING = new View(Double.NaN, 0, 0, 0);
    }

    /**
     * Takes a value in and gives its view; its hour has {@link #newHour begun}.
     *
     * @param event whether an event goes on, which must not become the usual.
     */
    View see(double value, long second, ShiftMemory memory, Profile profile, boolean event) {
        double passed = memory.lastSecond == ShiftMemory.NEVER ? MINUTE : second - memory.lastSecond;
        double step = Math.min(COARSE_MINUTES, passed / MINUTE);
        memory.lastSecond = second;
        memory.logThreshold = AlarmRate.after(passed, alarmsAWeek, memory.logThreshold);
        if (memory.hour == ShiftMemory.NEVER) {
            memory.newHour(Math.floorDiv(second, (long) HOUR_SECONDS)); // new criteria in the midst of an hour
        }
        memory.valueSum += value * step;
        memory.hourMinutes += step;
        memory.spoilt |= event;
        double usual = usual(second, memory, profile);
        if (Double.isNaN(usual)) {
            return View.NOTHING;
        }
        double residual = value - usual;
        memory.residualSum += residual * step;
        long ten = Math.floorDiv(second, TEN_SECONDS);
        if (ten != memory.ten) {
            memory.go(ten);
        }
        boolean coarse = passed / MINUTE > COARSE_MINUTES;
        memory.add(residual, event ? memory.base : residual, step);
        if (coarse) {
            memory.severity = 0;
        } else if (Math.floorDiv(second + (long) (step * MINUTE), TEN_SECONDS) != ten) {
            look(second, memory, profile, event);
        }
        double off = Math.abs(residual - memory.base);
        double spike = memory.severity > 0 && memory.threshold > 0 ? off / (SPIKE * memory.threshold) : 0;
        return new View(usual + memory.base, memory.deviation, memory.severity, spike);
    }

    /** Looks at the last 40 minutes. */
    private void look(long second, ShiftMemory memory, Profile profile, boolean event) {
        double mean = memory.mean(WINDOW, WINDOW_MIN);
        memory.severity = 0;
        if (Double.isNaN(mean) || memory.hoursLearnt == 0 || !isBeforeKnown(event ? 0 : WINDOW, memory)) {
            return;
        }
        int hour = clock.hour(second) % ShiftMemory.DAY_HOURS;
        memory.base = memory.regression.expected(before) + memory.biases[hour];
        memory.deviation = mean - memory.base;
        double least = Math.max(LEAST_SHARE * Math.abs(profile.mean()), Double.MIN_NORMAL);
        double all = Math.max(memory.meanError, least);
        double ofHour = Math.max(memory.errors[hour], LEAST_OF_MEAN * all);
        memory.threshold = Math.exp(memory.logThreshold) * (CALM * all + (1 - CALM) * ofHour * ofHour / all);
        double side = memory.deviation < 0 ? DOWN : 1;
        memory.severity = Math.max(Double.MIN_NORMAL, Math.abs(memory.deviation) / memory.threshold / side);
        learn(hour, memory);
    }

    /** Learns error and bias of an hour of the day: over about a month, at first the mean of all. */
    private static void learn(int hour, ShiftMemory memory) {
        double share = Math.max(ERROR_LEARNT, 4.0 / memory.hoursLearnt);
        double shareOfAll = Math.max(ERROR_LEARNT / HOUR_TENS, 1.0 / (HOUR_TENS * memory.hoursLearnt));
        double error = DEVIATION_OF_MEAN_ABSOLUTE * Math.abs(memory.deviation);
        if (memory.meanError > 0) {
            error = Math.min(error, STRAY_MAX * Math.max(memory.errors[hour], memory.meanError));
        }
        memory.errors[hour] += (float) ((error - memory.errors[hour]) * Math.min(1, share));
        memory.meanError += (error - memory.meanError) * shareOfAll;
        double most = BIAS_MAX * Math.max(memory.errors[hour], LEAST_OF_MEAN * memory.meanError);
        memory.biases[hour] += (float) (BIAS_LEARNT * Math.max(-most, Math.min(most, memory.deviation)));
    }

    /** An event began: the last 40 minutes are no longer believed. */
    static void begin(ShiftMemory memory) {
        memory.believe(memory.base, WINDOW);
        memory.logThreshold = AlarmRate.raised(memory.logThreshold);
    }

    /** Gathers what explains a residual that begins {@code from} tens ago; false where too little was heard. */
    private boolean isBeforeKnown(int from, ShiftMemory memory) {
        double hour = memory.believed(from, from + HOUR_TENS, HOUR_MIN);
        if (Double.isNaN(hour)) {
            return false;
        }
        double earlier = memory.believed(from + HOUR_TENS, from + 2 * HOUR_TENS, HOUR_MIN);
        float yesterday = memory.hours[ShiftMemory.DAY_HOURS - 1];
        before[0] = hour;
        before[1] = memory.dayMean();
        before[2] = Double.isNaN(earlier) ? hour : earlier;
        before[3] = Float.isNaN(yesterday) ? 0 : yesterday;
        return true;
    }

    /** Lets the profile learn the hour that has ended, and begins the one that a second lies in. */
    Profile.Before newHour(long second, ShiftMemory memory, Profile profile) {
        long next = Math.floorDiv(second, (long) HOUR_SECONDS);
        Profile.Before old = Profile.Before.NOTHING;
        if (memory.hour != ShiftMemory.NEVER && memory.hourMinutes >= HOUR_MIN) {
            old = teach(next, memory, profile);
        }
        memory.newHour(next);
        return old;
    }

    private Profile.Before teach(long next, ShiftMemory memory, Profile profile) {
        int hour = clock.hour((long) (memory.hour * HOUR_SECONDS + HOUR_SECONDS / 2));
        memory.cachedHour = -1;
        double value = memory.valueSum / memory.hourMinutes;
        if (Double.isNaN(profile.usual(hour))) {
            return profile.learn(hour, value, 0);
        }
        double residual = memory.residualSum / memory.hourMinutes;
        double error = Math.abs(residual);
        double believed = residual;
        if (isBeforeKnown(HOUR_TENS, memory)) {
            double expected = memory.regression.expected(before);
            error = Math.abs(residual - expected);
            believed = memory.spoilt ? expected : residual;
            learnHour(residual, expected, memory);
        }
        memory.push(believed, next - memory.hour);
        return profile.learn(hour, value, DEVIATION_OF_MEAN_ABSOLUTE * error);
    }

    private void learnHour(double residual, double expected, ShiftMemory memory) {
        if (memory.spoilt) {
            return;
        }
        double most = STRAY_MAX * memory.hourError;
        double error = residual - expected;
        if (most > 0) {
            error = Math.max(-most, Math.min(most, error));
            memory.regression.learn(before, memory.hourError, expected + error);
        }
        memory.hoursLearnt = Math.min(HOURS_MAX, memory.hoursLearnt + 1);
        memory.hourError += (DEVIATION_OF_MEAN_ABSOLUTE * Math.abs(error) - memory.hourError) / memory.hoursLearnt;
    }

    private double usual(long second, ShiftMemory memory, Profile profile) {
        int hour = clock.hour(second);
        if (hour != memory.cachedHour) {
            memory.cachedHour = hour;
            memory.usual = profile.usual(hour);
            memory.usualBefore = profile.usual(WeekClock.neighbour(hour, -1));
            memory.usualAfter = profile.usual(WeekClock.neighbour(hour, 1));
        }
        double fromMiddle = clock.passed(second) - 0.5;
        double beside = fromMiddle < 0 ? memory.usualBefore : memory.usualAfter;
        return memory.usual + (beside - memory.usual) * Math.abs(fromMiddle);
    }
}
