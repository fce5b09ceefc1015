package io.nightflow.detect;

import io.nightflow.reading.Minute;

/**
 * What is remembered of one quantity of one sensor; immutable, of constant size, and a line of text in the database:
 *
 * <pre>
 * last believed minute, last believed value, same since, same value, hour, first, second, distinct, lively hours, hours,
 * mean, count, zero at night
 * </pre>
 *
 * @param lastMinute epoch second of the last believed value; -1 for none.
 * @param lastValue that value.
 * @param sameSince epoch second since which all raw values are {@code sameValue}; -1 for none.
 * @param sameValue the newest raw value.
 * @param hour epoch second of the hour that is being counted.
 * @param first the first value of that hour.
 * @param second the first value of it that differs.
 * @param distinct distinct values of it, counted up to 3.
 * @param livelyHours hours with 3 or more distinct values.
 * @param hours hours counted; both are halved together, so that the usual follows slow changes.
 * @param mean running mean over about two weeks.
 * @param count believed values so far.
 * @param isZeroAtNight whether a night has shown zero.
 */
public record ValueMemory(
        long lastMinute,
        double lastValue,
        long sameSince,
        double sameValue,
        long hour,
        double first,
        double second,
        int distinct,
        int livelyHours,
        int hours,
        double mean,
        long count,
        boolean isZeroAtNight) {
    /** Of a sensor that was never heard. */
    public static final ValueMemory EMPTY = new ValueMemory(-1, 0, -1, 0, -1, 0, 0, 0, 0, 0, 0, 0, false);

    private static final int DISTINCT_MAX = 3;
    private static final int HOURS_MAX = 200;
    private static final int HOURS_MIN = 6;
    private static final long MEAN_SPAN = 20_160;
    private static final int FIELDS = 13;

    /** Whether nothing was ever heard. */
    public boolean isEmpty() {
        return sameSince < 0;
    }

    /** Whether most hours show 3 or more distinct values. */
    public boolean isLively() {
        return hours >= HOURS_MIN && livelyHours * 2 > hours;
    }

    /** Whether a value of the last {@code minutes} is believed. */
    public boolean hasBelieved(Minute minute, int minutes) {
        return lastMinute >= 0 && minute.epochSecond() - lastMinute <= minutes * 60L;
    }

    /** How many minutes a value has stood unchanged, this minute included; 0 where it has just changed. */
    public long sameMinutes(double value, Minute minute) {
        return sameSince < 0 || value != sameValue ? 0 : (minute.epochSecond() - sameSince) / 60;
    }

    /** What to remember after a raw value that was sent. */
    public ValueMemory after(double value, Minute minute, boolean believed, boolean night) {
        ValueMemory heard = countHour(value, minute);
        long since = value == sameValue && sameSince >= 0 ? sameSince : minute.epochSecond();
        long believedCount = believed ? count + 1 : count;
        double newMean = believed ? mean + (value - mean) / Math.min(believedCount, MEAN_SPAN) : mean;
        return new ValueMemory(
                believed ? minute.epochSecond() : lastMinute,
                believed ? value : lastValue,
                since,
                value,
                heard.hour,
                heard.first,
                heard.second,
                heard.distinct,
                heard.livelyHours,
                heard.hours,
                newMean,
                believedCount,
                isZeroAtNight || (believed && night && value == 0));
    }

    private ValueMemory countHour(double value, Minute minute) {
        long thisHour = minute.hour().epochSecond();
        if (thisHour != hour) {
            boolean halve = hours >= HOURS_MAX;
            int lively = livelyHours + (distinct >= DISTINCT_MAX ? 1 : 0);
            int counted = hour < 0 ? 0 : hours + 1;
            return hour(thisHour, value, value, 1, halve ? lively / 2 : lively, halve ? counted / 2 : counted);
        }
        if (distinct == 1 && value != first) {
            return hour(hour, first, value, 2, livelyHours, hours);
        }
        if (distinct == 2 && value != first && value != second) {
            return hour(hour, first, second, DISTINCT_MAX, livelyHours, hours);
        }
        return this;
    }

    private ValueMemory hour(long newHour, double one, double two, int seen, int lively, int counted) {
        return new ValueMemory(
                lastMinute,
                lastValue,
                sameSince,
                sameValue,
                newHour,
                one,
                two,
                seen,
                lively,
                counted,
                mean,
                count,
                isZeroAtNight);
    }

    /** As in the database. */
    public String text() {
        return lastMinute + "," + lastValue + "," + sameSince + "," + sameValue + "," + hour + "," + first + ","
                + second + "," + distinct + "," + livelyHours + "," + hours + "," + mean + "," + count + ","
                + isZeroAtNight;
    }

    /** From the database; empty where it cannot be read, for the worst of it is to learn anew. */
    public static ValueMemory parse(String text) {
        String[] f = text.split(",", -1);
        if (f.length != FIELDS) {
            return EMPTY;
        }
        return new ValueMemory(
                Long.parseLong(f[0]),
                Double.parseDouble(f[1]),
                Long.parseLong(f[2]),
                Double.parseDouble(f[3]),
                Long.parseLong(f[4]),
                Double.parseDouble(f[5]),
                Double.parseDouble(f[6]),
                Integer.parseInt(f[7]),
                Integer.parseInt(f[8]),
                Integer.parseInt(f[9]),
                Double.parseDouble(f[10]),
                Long.parseLong(f[11]),
                Boolean.parseBoolean(f[12]));
    }
}
