package io.nightflow.reading;

/**
 * A night of a sensor. Flows are m3/h, NaN where there is none.
 *
 * @param sensor the metering point.
 * @param day the local date of its morning, in days since 1970.
 * @param mean over the hours of minimum flow.
 * @param minimumHour the lowest mean of six 10-minute means in a row.
 * @param minimumTen the lowest 10-minute mean.
 * @param stray the median distance of its 10-minute means from their mean.
 * @param windows how many 10-minute means there are.
 * @param expected how many there would be.
 * @param baseline the usual mean.
 * @param spread of the usual nights.
 * @param verdict what it is.
 * @param reason a sentence where it is high or an alarm.
 * @param net what is left without legitimate consumption.
 * @param leakage estimated, m3 a day.
 * @param perConnection estimated, litres an hour and connection.
 */
public record Night(
        SensorId sensor,
        long day,
        double mean,
        double minimumHour,
        double minimumTen,
        double stray,
        int windows,
        int expected,
        double baseline,
        double spread,
        Verdict verdict,
        String reason,
        double net,
        double leakage,
        double perConnection) {
    /** What a night is. */
    public enum Verdict {
        /** Too few 10-minute means: no minimum night flow, nothing is raised. */
        INCOMPLETE,
        /** Too few nights before it. */
        LEARNING,
        /** As usual. */
        NORMAL,
        /** Above the usual, the night before was not. */
        HIGH,
        /** Above the usual, as the night before was. */
        ALARM;

        /** Whether later nights are compared with it. */
        public boolean isAccepted() {
            return this == LEARNING || this == NORMAL;
        }

        /** Whether it lies above the usual. */
        public boolean isAbove() {
            return this == HIGH || this == ALARM;
        }
    }
}
