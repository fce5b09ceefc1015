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
     * @param weekly the severity that method {@code value} reached about once a week, 0.5 to 4: an alert begins there, so that
     *     a restless sensor cries wolf no more often than a calm one.
     */
    public record Numbers(double mean, double deviation, double weekly) {
        /** Not known yet. */
        public static final Numbers UNKNOWN = new Numbers(0, 0, 1);
    }
}
