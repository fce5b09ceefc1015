package io.nightflow.night;

import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.NightJudgement.Verdict;
import java.util.Arrays;
import java.util.List;

/**
 * The usual night whatever its weekday, and how far usual nights stray from it.
 *
 * @param flow m3/h; NaN where nothing is known.
 * @param spread m3/h, as a standard deviation.
 * @param nights how many nights the flow is of; 0 where it is carried on from before an alarm.
 */
record NightLevel(double flow, double spread, int nights) {
    private static final int NIGHTS = 14;
    private static final int NIGHTS_MIN = 5;
    private static final int POOL = 60;
    private static final int POOL_MIN = 13;
    private static final int POOL_MIN_IN_ALARM = 20;
    private static final double UPPER = 0.9;
    private static final double UPPER_DEVIATIONS = 1.2816; // of a normal distribution
    private static final int UPPER_NIGHTS = 20;
    private static final double SPREAD_SHARE_MIN = 0.02;
    private static final double SPREAD_MIN = 0.02;
    private static final double SUM_FIRM = 10;
    private static final double SCORE_LEARNT_IN_ALARM = 3;
    private static final double SCORE_LOW = -4;
    private static final int LOW_NIGHTS = 14; // a zone that was shut for a week is no new usual

    /** As it is known by the nights before, without what an answer has ended. */
    static NightLevel before(
            List<PastNight> newestFirst,
            NightAnswers answers,
            WeekdayOffsets offsets,
            NightHolidays holidays,
            NightJudgement last) {
        boolean on = last.raised() >= 0;
        boolean firm = on && last.sum() > SUM_FIRM;
        long from = answers.comparedFrom();
        int[] lows = lows(newestFirst);
        double[] flat = new double[newestFirst.size()];
        double[] recent = new double[NIGHTS];
        int count = 0;
        for (int i = 0; i < flat.length; i++) {
            PastNight night = newestFirst.get(i);
            flat[i] = night.mean() - offsets.offsets()[WeekdayOffsets.weekday(night.day(), holidays)];
            boolean tooLow = lows[i] > 0 && lows[i] < LOW_NIGHTS;
            if (count < NIGHTS && night.day() >= from && !tooLow && isAccepted(night, answers)) {
                recent[count++] = flat[i];
            }
        }
        double flow = Medians.of(Arrays.copyOf(recent, count));
        boolean relearnt = from > Long.MIN_VALUE && !on;
        boolean carried =
                !Double.isNaN(last.level()) && !relearnt && (firm || count < NIGHTS_MIN || (on && count < NIGHTS));
        flow = carried ? last.level() : flow;
        double spread = spread(newestFirst, flat, flow, answers, firm, on, last);
        double least = Math.max(SPREAD_MIN, SPREAD_SHARE_MIN * flow);
        return new NightLevel(flow, Math.max(spread, least), carried ? 0 : count);
    }

    /** Of each night, how many nights far below the usual stand in a row with it; 0 where it is none. */
    private static int[] lows(List<PastNight> newestFirst) {
        int[] lows = new int[newestFirst.size()];
        int first = 0;
        for (int i = 0; i <= lows.length; i++) {
            boolean low = i < lows.length && newestFirst.get(i).judgement().score() < SCORE_LOW;
            if (!low && (i == lows.length || newestFirst.get(i).isComplete())) {
                first = i + 1;
            } else if (low) {
                for (int j = first; j <= i; j++) {
                    lows[j] = i - first + 1;
                }
            }
        }
        return lows;
    }

    private static double spread(
            List<PastNight> newestFirst,
            double[] flat,
            double flow,
            NightAnswers answers,
            boolean firm,
            boolean on,
            NightJudgement last) {
        double[] pool = new double[POOL];
        int count = 0;
        for (int i = 0; i < flat.length && count < POOL; i++) {
            PastNight night = newestFirst.get(i);
            NightJudgement was = night.judgement();
            boolean learning = was.verdict() == Verdict.LEARNING;
            double off = learning ? flat[i] - flow : night.mean() - was.baseline();
            boolean counts = night.isComplete()
                    && (was.verdict() != Verdict.ALARM || isLearntInAlarm(was))
                    && !answers.isLeftOut(night.day());
            if (counts && !Double.isNaN(off)) {
                pool[count++] = off;
            }
        }
        if (!Double.isNaN(last.spread()) && (firm || count < (on ? POOL_MIN_IN_ALARM : POOL_MIN))) {
            return last.spread();
        }
        double[] offs = Arrays.copyOf(pool, count);
        double spread = Medians.deviation(offs);
        if (count >= UPPER_NIGHTS) {
            Arrays.sort(offs);
            // nights that stray upwards only, or rise all the time, are no leaks
            spread = Math.max(spread, offs[(int) (UPPER * count)] / UPPER_DEVIATIONS);
        }
        return spread;
    }

    private static boolean isAccepted(PastNight night, NightAnswers answers) {
        if (!night.isComplete() || answers.isLeftOut(night.day())) {
            return false;
        }
        return switch (night.judgement().verdict()) {
            case LEARNING, NORMAL -> true;
            case ALARM -> isLearntInAlarm(night.judgement()) || answers.isAccepted(night.day());
            case HIGH -> answers.isAccepted(night.day());
            case INCOMPLETE -> false;
        };
    }

    /** While the evidence is weak, nights that are not high are learnt from: else what only drifts stays an alarm. */
    private static boolean isLearntInAlarm(NightJudgement night) {
        return night.score() <= SCORE_LEARNT_IN_ALARM && night.sum() <= SUM_FIRM;
    }
}
