package io.nightflow.detect;

import io.nightflow.reading.Minute;

/**
 * What detection compares one quantity of one sensor with.
 *
 * @param profile what is usual at each hour of the week, to start from.
 * @param numbers that hold for all hours.
 * @param from first minute of the span that they were built from.
 * @param to the minute after it.
 */
public record Criteria(Profile profile, Numbers numbers, Minute from, Minute to) {
    /**
     * Numbers that hold for all hours.
     *
     * @param mean of all values, m3/h or bar.
     * @param deviation standard deviation, likewise; 0 where it is not known.
     * @param windowShare how far the mean of 40 minutes strayed, as a share of how far one minute did; 1 where it is not
     *     known. By it a sensor with a history is judged as finely on its first day as later.
     */
    public record Numbers(double mean, double deviation, double windowShare) {
        /** Not known yet. */
        public static final Numbers UNKNOWN = new Numbers(0, 0, 1);
    }
}
