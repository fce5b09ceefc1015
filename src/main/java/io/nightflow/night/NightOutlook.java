package io.nightflow.night;

import io.nightflow.reading.Night;
import io.nightflow.reading.NightJudgement;
import io.nightflow.reading.NightMeasure;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a night that is under way is expected to be.
 *
 * @param flow the usual mean, m3/h; NaN where it is not known.
 * @param stray how far 10-minute means usually lie from the mean of their night, as a standard deviation, m3/h.
 * @param high above this mean the night is high, m3/h.
 * @param isLastAbove whether the last complete night was.
 */
public record NightOutlook(double flow, double stray, double high, boolean isLastAbove) {
    private static final int NIGHTS = 14;
    private static final double STRAY_SHARE_MIN = 0.02;

    /** By the nights before of the same hours, the newest first, as they were judged. */
    public static NightOutlook of(
            long day, String hours, List<Night> newestFirst, NightHolidays holidays, NightAnswers said) {
        List<PastNight> past = PastNight.alike(newestFirst, hours);
        Optional<UsualMean> usual = new NightRule(holidays).usual(day, past, said);
        double flow = usual.map(UsualMean::flow).orElse(Double.NaN);
        double[] strays = new double[NIGHTS];
        int count = 0;
        for (Night night : newestFirst) {
            NightMeasure measure = night.measure();
            if (count < NIGHTS
                    && night.hours().equals(hours)
                    && measure.isComplete()
                    && !night.verdict().isAbove()) {
                strays[count++] = measure.stray();
            }
        }
        double stray = Medians.deviation(Arrays.copyOf(strays, count));
        boolean lastAbove = past.stream()
                .filter(PastNight::isComplete)
                .findFirst()
                .map(night -> isAbove(night.judgement()))
                .orElse(false);
        return new NightOutlook(
                flow,
                Math.max(stray, STRAY_SHARE_MIN * flow),
                flow + NightRule.highScore() * usual.map(UsualMean::wideSpread).orElse(Double.NaN),
                lastAbove);
    }

    /** Whether its hours of minimum flow were, whatever it was judged by. */
    private static boolean isAbove(NightJudgement night) {
        return night.isByDay()
                ? night.nightScore() > NightRule.highScore()
                : night.verdict().isAbove();
    }
}
