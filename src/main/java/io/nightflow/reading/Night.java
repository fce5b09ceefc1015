package io.nightflow.reading;

/**
 * A night of a sensor.
 *
 * @param sensor the metering point.
 * @param day the local date of its morning, in days since 1970.
 * @param hours which hours of which clock were measured, such as {@code 02:00-05:00 Europe/Rome}: nights of other hours
 *     are never compared.
 * @param measure what was measured.
 * @param judgement what it was judged by.
 * @param loss what it says of leakage.
 */
public record Night(
        SensorId sensor, long day, String hours, NightMeasure measure, NightJudgement judgement, NightLoss loss) {
    private static final int DAY_HOURS = 24;

    /** The mean flow, m3/h; NaN where it is incomplete. */
    public double mean() {
        return measure.mean();
    }

    /** What it has over the usual, taken for a whole day, m3. */
    public double excess() {
        return DAY_HOURS * (mean() - judgement.baseline());
    }

    /** What it is. */
    public NightJudgement.Verdict verdict() {
        return judgement.verdict();
    }

    /** Whether an alarm is on after it. */
    public boolean isInAlarm() {
        return judgement.raised() >= 0;
    }
}
