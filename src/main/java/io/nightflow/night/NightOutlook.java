package io.nightflow.night;

import io.nightflow.reading.Night;
import io.nightflow.reading.NightMeasure;
import java.util.Arrays;
import java.util.List;

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

    private static final double SCORE_HIGH = 3;

    /** By the nights before of the same hours, the newest first, as they were judged. */
    public static NightOutlook of(
            long day, String hours, List<Night> newestFirst, NightHolidays holidays, NightAnswers said) {
        List<PastNight> past = PastNight.alike(newestFirst, hours);
        NightRule.Usual usual = new NightRule(holidays).usual(day, past, said);
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
                .map(night -> night.judgement().verdict().isAbove())
                .orElse(false);
        return new NightOutlook(
                usual.flow(),
                Math.max(stray, STRAY_SHARE_MIN * usual.flow()),
                usual.flow() + SCORE_HIGH * usual.spread(),
                lastAbove);
    }
}
