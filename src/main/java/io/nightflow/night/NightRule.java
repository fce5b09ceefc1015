package io.nightflow.night;

import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.NightJudgement.Verdict;
import java.util.List;

/**
 * Whether a night speaks for a leak, by the nights before it:
 *
 * <pre>
 * usual     level (median of 14 accepted nights, each without its weekday) + offset of this weekday
 * score     (mean - usual) / spread; the spread is that of about 60 nights
 * sum       of min(score, 4) - 0.7 over the nights, never below 0: a run of somewhat high nights counts as much
 *           as a few very high ones, a single night never suffices
 *
 * learning  fewer than 13 complete nights before it
 * alarm     the sum is above 4.25 (a half more while the weekdays are young) and this night scores 1 at least; on until it
 *           ends
 * high      a score above 3, no alarm
 * normal    else
 * </pre>
 *
 * An alarm ends when two nights in a row score below 2, or when a person answers. While it is on and its sum above 10,
 * level and spread stay those of before it, for as long as it lasts: a leak does not become the usual by running.
 */
public final class NightRule {
    /** How many nights before one can matter; what an older alarm needs is carried by the last night. */
    public static final int NIGHTS_BEFORE = 120;

    private static final int NIGHTS_MIN = 13;
    private static final int NIGHTS_RELEARNT = 3;
    private static final double SCORE_MAX = 4;
    private static final double SCORE_HIGH = 3;
    private static final double SCORE_QUIET = 2;
    private static final int QUIET_NIGHTS = 2;
    private static final double ALLOWANCE = 0.7;
    private static final double SUM_ALARM = 4.25;
    private static final double SCORE_RAISING = 1;
    private static final double YOUNG_SHARE = 0.5;
    private static final double YOUNG_NIGHTS = 42;
    private static final double YOUNG_SPAN = 28;
    private static final double OFFSET_ERROR = 0.5;
    private static final double HOURS_A_DAY = 24;

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
     * @param newestFirst the nights before it.
     * @param said what people have said of them.
     */
    public NightJudgement judge(long day, double mean, List<PastNight> newestFirst, NightAnswers said) {
        NightAnswers answers = said.before(day);
        NightJudgement last = last(newestFirst, answers);
        if (Double.isNaN(mean)) {
            return with(last, Verdict.INCOMPLETE);
        }
        long seen = seen(newestFirst);
        Usual usual = usual(day, newestFirst, answers, last, seen);
        return Double.isNaN(usual.flow())
                ? with(last, last.raised() >= 0 ? Verdict.ALARM : Verdict.LEARNING)
                : next(day, mean, usual, limit(seen), last);
    }

    /**
     * What a night would usually be; NaN where too little is known.
     *
     * @param level m3/h, whatever the weekday.
     * @param offset what this weekday has over it, m3/h.
     * @param spread m3/h, as a standard deviation; wider where few nights of this weekday are known.
     */
    record Usual(double level, double offset, double spread, double levelSpread) {
        static final Usual UNKNOWN = new Usual(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

        double flow() {
            return level + offset;
        }
    }

    /** What a night would usually be, by the nights before it. */
    Usual usual(long day, List<PastNight> newestFirst, NightAnswers said) {
        NightAnswers answers = said.before(day);
        return usual(day, newestFirst, answers, last(newestFirst, answers), seen(newestFirst));
    }

    private Usual usual(long day, List<PastNight> newestFirst, NightAnswers answers, NightJudgement last, long seen) {
        WeekdayOffsets offsets = WeekdayOffsets.before(day, newestFirst, holidays);
        int weekday = WeekdayOffsets.weekday(day, holidays);
        NightLevel level = NightLevel.before(newestFirst, answers, offsets, holidays, last);
        int ofWeekday = offsets.counts()[weekday];
        boolean tooFew = (seen < NIGHTS_MIN && Double.isNaN(last.level()))
                || ofWeekday == 0
                || (answers.comparedFrom() > Long.MIN_VALUE && level.nights() < NIGHTS_RELEARNT && last.raised() < 0);
        return tooFew || Double.isNaN(level.flow())
                ? Usual.UNKNOWN
                : new Usual(
                        level.flow(),
                        offsets.offsets()[weekday],
                        level.spread() * Math.sqrt(1 + OFFSET_ERROR / ofWeekday),
                        level.spread());
    }

    private static long seen(List<PastNight> nights) {
        return nights.stream().filter(PastNight::isComplete).count();
    }

    /** The judgement of the last complete night, without an alarm that a person has answered since. */
    private static NightJudgement last(List<PastNight> newestFirst, NightAnswers answers) {
        return newestFirst.stream()
                .filter(PastNight::isComplete)
                .findFirst()
                .map(night -> answers.since(night.day()).isPresent() ? ended(night.judgement()) : night.judgement())
                .orElse(NOTHING);
    }

    private static NightJudgement next(long day, double mean, Usual usual, double limit, NightJudgement last) {
        double score = (mean - usual.flow()) / usual.spread();
        double sum = Math.max(0, last.sum() + Math.min(score, SCORE_MAX) - ALLOWANCE);
        int quiet = score < SCORE_QUIET ? last.quiet() + 1 : 0;
        boolean was = last.raised() >= 0;
        boolean ends = was && quiet >= QUIET_NIGHTS;
        boolean on = was ? !ends : sum > limit && score >= SCORE_RAISING;
        sum = ends ? 0 : sum;
        Verdict verdict = on ? Verdict.ALARM : score > SCORE_HIGH ? Verdict.HIGH : Verdict.NORMAL;
        boolean fresh = last.since() < 0;
        double over = Math.max(0, mean - usual.flow()) * HOURS_A_DAY;
        return new NightJudgement(
                verdict,
                usual.level(),
                usual.offset(),
                usual.levelSpread(),
                score,
                sum,
                quiet,
                sum == 0 ? -1 : fresh ? day : last.since(),
                on ? (was ? last.raised() : day) : -1,
                sum == 0 ? 0 : (fresh ? 0 : last.volume()) + over);
    }

    /** The sum above which an alarm begins, given how many nights are known. */
    private static double limit(long seen) {
        return SUM_ALARM * (1 + YOUNG_SHARE * Math.max(0, Math.min(1, (YOUNG_NIGHTS - seen) / YOUNG_SPAN)));
    }

    private static final NightJudgement NOTHING =
            new NightJudgement(Verdict.LEARNING, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0, -1, -1, 0);

    /** The limit of the sum where all weekdays are known. */
    public static double limit() {
        return SUM_ALARM;
    }

    /** The score above which a single night is high. */
    public static double highScore() {
        return SCORE_HIGH;
    }

    /** The score below which nights end an alarm. */
    public static double quietScore() {
        return SCORE_QUIET;
    }

    private static NightJudgement with(NightJudgement last, Verdict verdict) {
        return new NightJudgement(
                verdict,
                last.level(),
                Double.NaN,
                last.spread(),
                Double.NaN,
                last.sum(),
                last.quiet(),
                last.since(),
                last.raised(),
                last.volume());
    }

    /** What a person's answer leaves of the evidence. */
    private static NightJudgement ended(NightJudgement last) {
        return new NightJudgement(
                last.verdict(), last.level(), last.offset(), last.spread(), last.score(), 0, 0, -1, -1, 0);
    }
}
