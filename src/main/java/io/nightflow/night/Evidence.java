package io.nightflow.night;

import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.NightJudgement.Verdict;

/**
 * The evidence for a leak after a night.
 *
 * @param verdict what the night is.
 * @param sum of what scores have over the allowance.
 * @param quiet how many nights in a row were as usual.
 * @param since the first night of it; -1 where there is none.
 * @param raised the night on which the alarm began; -1 where none is on.
 * @param volume over the usual since its first night, m3, taken for whole days.
 */
record Evidence(Verdict verdict, double sum, int quiet, long since, long raised, double volume) {
    static final double SCORE_HIGH = 3;
    static final double SCORE_QUIET = 2;
    private static final double SCORE_MAX = 4;
    private static final double SCORE_RAISING = 1;
    private static final int QUIET_NIGHTS = 2;
    private static final double ALLOWANCE = 0.6;
    private static final double HOURS_A_DAY = 24;

    /**
     * With one night more.
     *
     * @param isByDay whether its day was judged.
     * @param score of the night, in spreads.
     * @param excess over the usual, m3/h.
     * @param limit the sum above which an alarm begins.
     */
    static Evidence of(NightJudgement last, long day, boolean isByDay, double score, double excess, double limit) {
        boolean was = last.raised() >= 0;
        boolean isComparable = !was || last.isByDay() == isByDay; // the night alone does not end what the day has shown
        int quiet = !isComparable ? last.quiet() : score < SCORE_QUIET ? last.quiet() + 1 : 0;
        boolean ends = was && quiet >= QUIET_NIGHTS;
        double sum = ends ? 0 : sum(last.sum(), score);
        boolean on = was ? !ends : sum > limit && score >= SCORE_RAISING;
        boolean fresh = last.since() < 0;
        return new Evidence(
                on ? Verdict.ALARM : score > SCORE_HIGH ? Verdict.HIGH : Verdict.NORMAL,
                sum,
                quiet,
                sum == 0 ? -1 : fresh ? day : last.since(),
                on ? (was ? last.raised() : day) : -1,
                sum == 0 ? 0 : (fresh ? 0 : last.volume()) + Math.max(0, excess) * HOURS_A_DAY);
    }

    /** A sum with one score more; never below 0. */
    static double sum(double before, double score) {
        return Math.max(0, before + Math.min(score, SCORE_MAX) - ALLOWANCE);
    }
}
