package io.nightflow.reading;

/**
 * What was measured in the hours of minimum flow of a night, and in the day up to their end; flows are m3/h, NaN where there is none.
 *
 * @param mean of its 10-minute means; NaN with fewer than 80 % of them.
 * @param minimumHour the lowest mean of six 10-minute means in a row.
 * @param minimumTen the lowest 10-minute mean.
 * @param stray the median distance of its 10-minute means from their mean.
 * @param windows how many 10-minute means there are.
 * @param expected how many there would be.
 * @param dayMean of the 10-minute means of the 24 hours up to its end; NaN with fewer than 80 % of them.
 */
public record NightMeasure(
        double mean, double minimumHour, double minimumTen, double stray, int windows, int expected, double dayMean) {
    /** Whether there is a mean. */
    public boolean isComplete() {
        return !Double.isNaN(mean);
    }
}
