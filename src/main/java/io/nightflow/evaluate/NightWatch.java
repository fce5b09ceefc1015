package io.nightflow.evaluate;

/** A rule that judges the nights of one zone, one after the other. */
interface NightWatch {
    /**
     * Judges the next night.
     *
     * @param day of its morning, in days since 1970.
     * @param mean m3/h; NaN where there is none.
     * @param dayMean of the 24 hours up to its end, m3/h; NaN where there is none.
     * @return whether an alarm is on after it.
     */
    boolean judge(long day, double mean, double dayMean);

    /** The same with the same past, whose future is its own. */
    NightWatch copy();
}
