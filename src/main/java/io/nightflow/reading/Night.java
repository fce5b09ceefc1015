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

    /** The mean that it was judged by, m3/h: its own, or that of the day up to its end. */
    public double judged() {
        return judgement.isByDay() ? measure.dayMean() : measure.mean();
    }

    /** What it has over the usual, taken for a whole day, m3. */
    public double excess() {
        return DAY_HOURS * (judged() - judgement.usual().flow());
    }

    /** What its own mean usually is on its weekday, m3/h; NaN where that is not known. */
    public double usual() {
        return judgement.night().flow();
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
