package io.nightflow.detect;

import java.nio.ByteBuffer;

/**
 * What method {@code system} remembers of one quantity of one sensor; of constant size.
 *
 * <pre>
 * last second i64, last value f64, same minutes f64, same value f64, hour i64, first f64, second f64, distinct i32,
 * lively hours i32, hours i32, mean f64, count i64, zero nights i32, nights i32, this night u8, last zero i64, far since i64,
 * last heard i64, interval f64, longest spell f64
 * </pre>
 */
final class SystemMemory {
    static final int BYTES = 14 * 8 + 5 * 4 + 1;

    private static final long NEVER = Long.MIN_VALUE;
    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;
    private static final int DISTINCT_MAX = 3;
    private static final double HOUR_MINUTES = 60;
    private static final int DAY_HOURS = 24;
    private static final int DAYS_MIN = 3;
    private static final double SPELLS = 3;
    private static final double INTERVALS = 1.5;
    private static final double INTERVAL_VALUES = 100;
    private static final double FORGET = 0.9997;
    private static final int HOURS_MAX = 200;
    private static final int HOURS_MIN = 6;
    private static final int NIGHTS_MAX = 30;
    private static final int NIGHTS_MIN = 3;
    private static final long MEAN_SPAN = 20_160;
    private static final int DAY_MINUTES = 1_440;
    private static final int NIGHT_NONE = 0;
    private static final int NIGHT_FLOWS = 1;
    private static final int NIGHT_ZERO = 2;

    private long lastSecond = NEVER;
    private double lastValue;
    private double sameMinutes;
    private double sameValue;
    private long hour = NEVER;
    private double first;
    private double second;
    private int distinct;
    private int livelyHours;
    private int hours;
    private double mean;
    private long count;
    private int zeroNights;
    private int nights;
    private int thisNight;
    private long lastZero = NEVER;
    private long farSince = NEVER;
    private long lastHeard = NEVER;
    private double interval = 1;
    private double longest;

    /** Whether nothing was ever heard. */
    boolean isEmpty() {
        return lastHeard == NEVER;
    }

    /** Whether a day of values is believed, so that their mean means something. */
    boolean knowsMean() {
        return count >= DAY_MINUTES;
    }

    double mean() {
        return mean;
    }

    double lastValue() {
        return lastValue;
    }

    /** Whether most hours show 3 or more distinct values. */
    boolean isLively() {
        return hours >= HOURS_MIN && livelyHours * 2 > hours;
    }

    /** Whether a value of the last {@code minutes} is believed. */
    boolean hasBelieved(long now, int minutes) {
        return lastSecond != NEVER && now - lastSecond <= minutes * MINUTE;
    }

    /** How many minutes that were heard a value has stood unchanged; 0 where it has just changed. */
    long sameMinutes(double value, long now) {
        return isEmpty() || value != sameValue ? 0 : (long) (sameMinutes + heard(now));
    }

    /** How many minutes a value stands still at most where nothing is wrong: three times the longest spell so far. */
    double stillMinutes() {
        return SPELLS * longest * (hours < DAYS_MIN * DAY_HOURS ? SPELLS : 1);
    }

    /** The minutes that a value at {@code now} stands for: the usual interval, or 1 after a gap. */
    private double heard(long now) {
        double passed = (now - lastHeard) / (double) MINUTE;
        return passed <= INTERVALS * interval ? passed : 1;
    }

    private void spell(double value, long now) {
        if (isEmpty() || value != sameValue) {
            longest = Math.max(longest, Math.min(sameMinutes, Math.max(HOUR_MINUTES, stillMinutes())));
            sameMinutes = 0;
            sameValue = value;
        } else {
            sameMinutes += heard(now);
        }
        if (!isEmpty()) {
            double passed = Math.min(HOUR_MINUTES, (now - lastHeard) / (double) MINUTE);
            interval = passed < interval ? passed : interval + (passed - interval) / INTERVAL_VALUES;
        }
        lastHeard = now;
    }

    /** Whether the nights of this sensor are never without flow. */
    boolean flowsEveryNight() {
        return zeroNights == 0 && thisNight != NIGHT_ZERO;
    }

    /** Whether most nights of this sensor had a minute without flow. */
    boolean restsAtNight() {
        return nights >= NIGHTS_MIN && zeroNights * 2 > nights;
    }

    /** Minutes since there was no flow; -1 where that never was. */
    long minutesSinceZero(long now) {
        return lastZero == NEVER ? -1 : (now - lastZero) / MINUTE;
    }

    /** How many minutes all values have been over 10 times the mean. */
    long minutesFar(long now) {
        return farSince == NEVER ? 0 : (now - farSince) / MINUTE;
    }

    /** Takes a raw value in. */
    void add(double value, long now, boolean believed, boolean night) {
        countHour(value, now);
        if (!SystemMethod.isFar(value, this)) {
            farSince = NEVER;
        } else if (farSince == NEVER) {
            farSince = now;
        }
        spell(value, now);
        if (believed) {
            count++;
            mean += (value - mean) / Math.min(count, MEAN_SPAN);
            lastSecond = now;
            lastValue = value;
            countNight(value, now, night);
        }
    }

    private void countHour(double value, long now) {
        long thisHour = Math.floorDiv(now, HOUR);
        if (thisHour != hour) {
            if (hour != NEVER) {
                hours++;
                livelyHours += distinct >= DISTINCT_MAX ? 1 : 0;
                longest *= FORGET;
            }
            if (hours > HOURS_MAX) {
                hours /= 2;
                livelyHours /= 2;
            }
            hour = thisHour;
            first = value;
            distinct = 1;
        } else if (distinct == 1 && value != first) {
            second = value;
            distinct = 2;
        } else if (distinct == 2 && value != first && value != second) {
            distinct = DISTINCT_MAX;
        }
    }

    private void countNight(double value, long now, boolean night) {
        if (value == 0) {
            lastZero = now;
        }
        if (night) {
            thisNight = value == 0 || thisNight == NIGHT_ZERO ? NIGHT_ZERO : NIGHT_FLOWS;
        } else if (thisNight != NIGHT_NONE) {
            nights++;
            zeroNights += thisNight == NIGHT_ZERO ? 1 : 0;
            thisNight = NIGHT_NONE;
            if (nights > NIGHTS_MAX) {
                nights /= 2;
                zeroNights /= 2;
            }
        }
    }

    void write(ByteBuffer out) {
        out.putLong(lastSecond).putDouble(lastValue).putDouble(sameMinutes).putDouble(sameValue);
        out.putLong(hour).putDouble(first).putDouble(second);
        out.putInt(distinct).putInt(livelyHours).putInt(hours);
        out.putDouble(mean).putLong(count);
        out.putInt(zeroNights).putInt(nights).put((byte) thisNight).putLong(lastZero);
        out.putLong(farSince).putLong(lastHeard).putDouble(interval).putDouble(longest);
    }

    void read(ByteBuffer in) {
        lastSecond = in.getLong();
        lastValue = in.getDouble();
        sameMinutes = in.getDouble();
        sameValue = in.getDouble();
        hour = in.getLong();
        first = in.getDouble();
        second = in.getDouble();
        distinct = in.getInt();
        livelyHours = in.getInt();
        hours = in.getInt();
        mean = in.getDouble();
        count = in.getLong();
        zeroNights = in.getInt();
        nights = in.getInt();
        thisNight = in.get();
        lastZero = in.getLong();
        farSince = in.getLong();
        lastHeard = in.getLong();
        interval = in.getDouble();
        longest = in.getDouble();
    }
}
