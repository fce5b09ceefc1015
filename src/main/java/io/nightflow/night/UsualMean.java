package io.nightflow.night;

import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.NightJudgement.Usual;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What one mean of a night usually is: that of its hours of minimum flow, or that of the day up to its end.
 *
 * @param usual level, offset of this weekday and spread, m3/h; NaN where they are not known.
 * @param ofWeekday how many nights of this weekday are known.
 * @param nights how many nights the level is of; 0 where it is carried on from before an alarm.
 */
record UsualMean(Usual usual, int ofWeekday, int nights) {
    private static final int NIGHTS = 14;
    private static final int NIGHTS_MIN = 5;
    private static final int POOL = 60;
    private static final double UPPER = 0.9;
    private static final double UPPER_DEVIATIONS = 1.2816; // of a normal distribution
    private static final int UPPER_NIGHTS = 20;
    private static final double SPREAD_SHARE_MIN = 0.02;
    private static final double SPREAD_MIN = 0.02;
    private static final double OFFSET_ERROR = 0.5;

    /** Which mean; a spread is of as many nights at least, in an alarm of more, or is carried on. */
    enum Of {
        NIGHT(PastNight::mean, NightJudgement::night, 0, 13, 20),
        DAY(PastNight::dayMean, NightJudgement::day, 42, 42, 42);

        private final ToDoubleFunction<PastNight> mean;
        private final Function<NightJudgement, Usual> usual;
        private final int least;
        private final int few;
        private final int fewInAlarm;

        Of(
                ToDoubleFunction<PastNight> mean,
                Function<NightJudgement, Usual> usual,
                int least,
                int few,
                int fewInAlarm) {
            this.mean = mean;
            this.usual = usual;
            this.least = least;
            this.few = few;
            this.fewInAlarm = fewInAlarm;
        }
    }

    /** As it is known by the nights before a day. */
    static UsualMean before(long day, Of of, NightsBefore before, NightHolidays holidays) {
        List<PastNight> newestFirst = before.newestFirst();
        WeekdayOffsets offsets = WeekdayOffsets.before(day, newestFirst, of.mean, holidays);
        double[] flat = new double[newestFirst.size()];
        double[] recent = new double[NIGHTS];
        int count = 0;
        for (int i = 0; i < flat.length; i++) {
            PastNight night = newestFirst.get(i);
            flat[i] = of.mean.applyAsDouble(night) - offsets.offsets()[WeekdayOffsets.weekday(night.day(), holidays)];
            if (count < NIGHTS && before.isAccepted(i) && !Double.isNaN(flat[i])) {
                recent[count++] = flat[i];
            }
        }
        Usual last = of.usual.apply(before.last());
        boolean carried = !Double.isNaN(last.level())
                && !before.isRelearnt()
                && (before.isFirm() || count < NIGHTS_MIN || (before.isInAlarm() && count < NIGHTS));
        double level = carried ? last.level() : Medians.of(Arrays.copyOf(recent, count));
        int weekday = WeekdayOffsets.weekday(day, holidays);
        double spread = Math.max(spread(of, before, flat, level), Math.max(SPREAD_MIN, SPREAD_SHARE_MIN * level));
        int ofWeekday = offsets.counts()[weekday];
        double offset = ofWeekday == 0 ? Double.NaN : offsets.offsets()[weekday];
        return new UsualMean(new Usual(level, offset, spread), ofWeekday, carried ? 0 : count);
    }

    private static double spread(Of of, NightsBefore before, double[] flat, double level) {
        double[] pool = strays(of, before, flat, level);
        double last = of.usual.apply(before.last()).spread();
        if (!Double.isNaN(last) && (before.isFirm() || pool.length < (before.isInAlarm() ? of.fewInAlarm : of.few))) {
            return last;
        }
        if (pool.length < of.least) {
            return Double.NaN;
        }
        double spread = Medians.deviation(pool);
        if (pool.length >= UPPER_NIGHTS) {
            Arrays.sort(pool);
            // nights that stray upwards only, or rise all the time, are no leaks
            spread = Math.max(spread, pool[(int) (UPPER * pool.length)] / UPPER_DEVIATIONS);
        }
        return spread;
    }

    /** How far nights lay over what was usual then; of those before anything was usual, over what is usual now. */
    private static double[] strays(Of of, NightsBefore before, double[] flat, double level) {
        double[] pool = new double[POOL];
        int count = 0;
        for (int i = 0; i < flat.length && count < POOL; i++) {
            PastNight night = before.newestFirst().get(i);
            boolean learning = night.judgement().verdict() == NightJudgement.Verdict.LEARNING;
            double stray = learning
                    ? flat[i] - level
                    : of.mean.applyAsDouble(night)
                            - of.usual.apply(night.judgement()).flow();
            if (before.isStray(i) && !Double.isNaN(stray)) {
                pool[count++] = stray;
            }
        }
        return Arrays.copyOf(pool, count);
    }

    /** m3/h; NaN where it is not known. */
    double flow() {
        return usual.flow();
    }

    /** How far usual ones stray, m3/h; wider than the spread where few nights of this weekday are known. */
    double wideSpread() {
        return usual.spread() * Math.sqrt(1 + OFFSET_ERROR / ofWeekday);
    }

    /** How far a mean lies over it, in spreads. */
    double score(double mean) {
        return (mean - flow()) / wideSpread();
    }
}
