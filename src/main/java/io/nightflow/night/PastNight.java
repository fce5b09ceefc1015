package io.nightflow.night;

import io.nightflow.reading.Night;
import io.nightflow.reading.NightJudgement;
import java.util.List;

/**
 * A night that was judged.
 *
 * @param day of its morning, in days since 1970.
 * @param mean m3/h; NaN where it is incomplete.
 * @param dayMean of the 24 hours up to its end, m3/h; NaN where they are incomplete.
 * @param judgement what it was judged by.
 */
public record PastNight(long day, double mean, double dayMean, NightJudgement judgement) {
    private static PastNight of(Night night) {
        return new PastNight(night.day(), night.mean(), night.measure().dayMean(), night.judgement());
    }

    /** Of nights, those of the same hours of the same clock: others are never compared. */
    public static List<PastNight> alike(List<Night> nights, String hours) {
        return nights.stream()
                .filter(night -> night.hours().equals(hours))
                .map(PastNight::of)
                .toList();
    }

    boolean isComplete() {
        return !Double.isNaN(mean);
    }
}
