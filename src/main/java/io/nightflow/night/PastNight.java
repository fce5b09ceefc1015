package io.nightflow.night;

import io.nightflow.reading.Night;
import io.nightflow.reading.NightJudgement;

/**
 * A night that was judged.
 *
 * @param day of its morning, in days since 1970.
 * @param mean m3/h; NaN where it is incomplete.
 * @param judgement what it was judged by.
 */
public record PastNight(long day, double mean, NightJudgement judgement) {
    /** What the rule asks of a night. */
    public static PastNight of(Night night) {
        return new PastNight(night.day(), night.mean(), night.judgement());
    }

    boolean isComplete() {
        return !Double.isNaN(mean);
    }
}
