package io.nightflow.night;

import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.NightJudgement.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Whether a night speaks for a leak, by the nights before it:
 *
 * <pre>
 * judged    the mean of its hours of minimum flow; in a zone whose usual days stray less than 0.65 of what its usual
 *           nights stray, the mean of the 24 hours up to its end: a leak flows in both
 * usual     level (median of 14 accepted nights, each without its weekday) + offset of this weekday
 * score     (mean - usual) / spread; the spread is that of about 60 nights
 * sum       of min(score, 4) - 0.6 over the nights, never below 0: a run of somewhat high nights counts as much
 *           as a few very high ones, a single night never suffices
 *
 * learning  fewer than 13 complete nights before it
 * alarm     the sum is above 5.3 (a quarter more while the weekdays are young) and this night scores 1 at least; on
 *           until it ends
 * high      a score above 3, no alarm
 * normal    else
 * </pre>
 *
 * An alarm ends when two nights in a row score below 2, or when a person answers. While it is on and the sum of its hours of
 * minimum flow above 10, level and spread stay those of before it, for as long as it lasts: a leak does not become the usual
 * by running.
 */
public final class NightRule {
    /** How many nights before one can matter; what an older alarm needs is carried by the last night. */
    public static final int NIGHTS_BEFORE = 120;

    private static final int NIGHTS_MIN = 13;
    private static final int NIGHTS_RELEARNT = 3;
    private static final double DAY_SPREAD_SHARE = 0.65;
    private static final double SUM_ALARM = 5.3;
    private static final double YOUNG_SHARE = 0.25;
    private static final double YOUNG_NIGHTS = 42;
    private static final double YOUNG_SPAN = 28;

    private final NightHolidays holidays;

    /** By a calendar. */
    public NightRule(NightHolidays holidays) {
        this.holidays = holidays;
    }

    /**
     * Judges.
     *
     * @param day of its morning, in days since 1970.
     * @param mean m3/h; NaN where it is incomplete.
     * @param dayMean of the 24 hours up to its end, m3/h; NaN where they are incomplete: the night then counts.
     * @param newestFirst the nights before it.
     * @param said what people have said of them.
     */
    public NightJudgement judge(long day, double mean, double dayMean, List<PastNight> newestFirst, NightAnswers said) {
        NightsBefore before = NightsBefore.of(newestFirst, said.before(day));
        NightJudgement last = before.last();
        if (Double.isNaN(mean)) {
            return last.carried(Verdict.INCOMPLETE);
        }
        UsualMean night = UsualMean.before(day, UsualMean.Of.NIGHT, before, holidays);
        if (isUnknown(night, before)) {
            return last.carried(before.isInAlarm() ? Verdict.ALARM : Verdict.LEARNING);
        }
        UsualMean ofDay = UsualMean.before(day, UsualMean.Of.DAY, before, holidays);
        boolean byDay = !Double.isNaN(dayMean - ofDay.flow())
                && !(before.isRelearnt() && ofDay.nights() < NIGHTS_RELEARNT)
                && ofDay.usual().spread() < DAY_SPREAD_SHARE * night.usual().spread();
        UsualMean by = byDay ? ofDay : night;
        double excess = (byDay ? dayMean : mean) - by.flow();
        double nightScore = night.score(mean);
        double score = byDay ? ofDay.score(dayMean) : nightScore;
        Evidence evidence = Evidence.of(last, day, byDay, score, excess, limit(before.seen()));
        double nightSum = evidence.sum() == 0 ? 0 : Evidence.sum(last.nightSum(), nightScore);
        return new NightJudgement(
                evidence.verdict(),
                night.usual(),
                ofDay.usual(),
                byDay,
                score,
                nightScore,
                evidence.sum(),
                nightSum,
                evidence.quiet(),
                evidence.since(),
                evidence.raised(),
                evidence.volume());
    }

    /** What the hours of minimum flow of a night would usually be, by the nights before it; empty where too little is known. */
    Optional<UsualMean> usual(long day, List<PastNight> newestFirst, NightAnswers said) {
        NightsBefore before = NightsBefore.of(newestFirst, said.before(day));
        UsualMean night = UsualMean.before(day, UsualMean.Of.NIGHT, before, holidays);
        return isUnknown(night, before) ? Optional.empty() : Optional.of(night);
    }

    /** Whether too little is known to judge. */
    private static boolean isUnknown(UsualMean night, NightsBefore before) {
        return Double.isNaN(night.flow())
                || (before.seen() < NIGHTS_MIN
                        && Double.isNaN(before.last().night().level()))
                || (before.isRelearnt() && night.nights() < NIGHTS_RELEARNT);
    }

    /** The sum above which an alarm begins, given how many nights are known. */
    private static double limit(long seen) {
        return SUM_ALARM * (1 + YOUNG_SHARE * Math.max(0, Math.min(1, (YOUNG_NIGHTS - seen) / YOUNG_SPAN)));
    }

    /** The limit of the sum where all weekdays are known. */
    public static double limit() {
        return SUM_ALARM;
    }

    /** A night is judged by the day up to its end where that strays less than this share of what the night does. */
    public static double daySpreadShare() {
        return DAY_SPREAD_SHARE;
    }

    /** The score above which a single night is high. */
    public static double highScore() {
        return Evidence.SCORE_HIGH;
    }

    /** The score below which nights end an alarm. */
    public static double quietScore() {
        return Evidence.SCORE_QUIET;
    }
}
