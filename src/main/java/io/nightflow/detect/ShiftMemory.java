package io.nightflow.detect;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What method {@code value} remembers of one quantity of one sensor; of constant size. A residual is a value less what the
 * profile has as usual; believed residuals are those expected while an event goes on.
 *
 * <pre>
 * last second i64, last ten minutes i64, 18 x (residual sum, believed sum, minutes) f32,
 * hour since 1970 i64, hour's value sum f64, residual sum f64, minutes f64, spoilt u8, 24 x hourly residual f32,
 * regression, 24 x error f32, 24 x bias f32, mean error f64, hour error f64, hours i32, log threshold f64,
 * deviation f64, expected f64, severity f64, threshold f64
 * </pre>
 */
final class ShiftMemory {
    /** Ten minutes each. */
    static final int TENS = 18;

    static final int DAY_HOURS = 24;
    private static final int SEED_DAYS = 4;
    static final int BYTES = 16 + TENS * 12 + 8 + 24 + 1 + DAY_HOURS * 12 + Regression.BYTES + 16 + 4 + 8 + 32;

    /** No time yet. */
    static final long NEVER = Long.MIN_VALUE;

    long lastSecond = NEVER;
    long ten = NEVER;
    private final float[] sums = new float[TENS];
    private final float[] believed = new float[TENS];
    private final float[] minutes = new float[TENS];

    long hour = NEVER;
    double valueSum;
    double residualSum;
    double hourMinutes;
    boolean spoilt;

    /** Residuals of the last 24 hours, the last one first; NaN where it was not heard. */
    final float[] hours = new float[DAY_HOURS];

    final Regression regression = new Regression();

    /** How far the mean of a window strays from what is expected, for each hour of the day, and its bias. */
    final float[] errors = new float[DAY_HOURS];

    final float[] biases = new float[DAY_HOURS];
    double meanError;

    /** The same of whole hours, and of how many. */
    double hourError;

    int hoursLearnt;
    double logThreshold = AlarmRate.first();

    /** What was seen at the end of the last ten minutes. */
    double deviation;

    double base;
    double severity;
    double threshold;

    /** Of the profile at this hour; looked up anew after each read from the disk. */
    double usual;

    double usualBefore;
    double usualAfter;
    int cachedHour = -1;

    ShiftMemory() {
        Arrays.fill(hours, Float.NaN);
    }

    /** Goes on to the ten minutes that a second lies in. */
    void go(long toTen) {
        if (ten == NEVER || toTen - ten >= TENS) {
            Arrays.fill(sums, 0);
            Arrays.fill(believed, 0);
            Arrays.fill(minutes, 0);
        } else {
            for (long skipped = ten + 1; skipped <= toTen; skipped++) {
                int at = Math.floorMod(skipped, TENS);
                sums[at] = 0;
                believed[at] = 0;
                minutes[at] = 0;
            }
        }
        ten = toTen;
    }

    /** Adds a residual that stood for {@code step} minutes. */
    void add(double residual, double expected, double step) {
        int at = Math.floorMod(ten, TENS);
        sums[at] += (float) (residual * step);
        believed[at] += (float) (expected * step);
        minutes[at] += (float) step;
    }

    /** The mean residual of the last tens; NaN where fewer minutes were heard. */
    double mean(int tens, double minutesMin) {
        return mean(sums, 0, tens, minutesMin);
    }

    /** The mean believed residual of tens {@code from} ago up to {@code to} ago. */
    double believed(int from, int to, double minutesMin) {
        return mean(believed, from, to, minutesMin);
    }

    private double mean(float[] of, int from, int to, double minutesMin) {
        double sum = 0;
        double heard = 0;
        for (int ago = from; ago < to; ago++) {
            int at = Math.floorMod(ten - ago, TENS);
            sum += of[at];
            heard += minutes[at];
        }
        return heard < minutesMin ? Double.NaN : sum / heard;
    }

    /** Believes a residual in the last tens: an event began there. */
    void believe(double residual, int tens) {
        for (int ago = 0; ago < tens; ago++) {
            int at = Math.floorMod(ten - ago, TENS);
            believed[at] = (float) (residual * minutes[at]);
        }
    }

    /** Puts an hour's residual in front of the others, and hours that were not heard before it. */
    void push(double residual, long passed) {
        int by = (int) Math.min(DAY_HOURS, passed);
        System.arraycopy(hours, 0, hours, by, DAY_HOURS - by);
        Arrays.fill(hours, 0, by, Float.NaN);
        if (passed <= DAY_HOURS) {
            hours[by - 1] = (float) residual;
        }
    }

    /** The mean residual of the last day; 0 where less than 6 hours were heard. */
    double dayMean() {
        double sum = 0;
        int count = 0;
        for (float each : hours) {
            if (!Float.isNaN(each)) {
                sum += each;
                count++;
            }
        }
        return count < 6 ? 0 : sum / count;
    }

    /** Begins with a share of the spreads of a profile as its errors, counting as four days: its own soon count more. */
    void seed(Profile profile, double share) {
        meanError = 0;
        for (int hour = 0; hour < DAY_HOURS; hour++) {
            double sum = 0;
            for (int at = hour; at < WeekClock.HOURS; at += DAY_HOURS) {
                sum += share * profile.spread(at) * DAY_HOURS / WeekClock.HOURS;
            }
            errors[hour] = (float) sum;
            meanError += sum / DAY_HOURS;
        }
        hourError = meanError;
        hoursLearnt = SEED_DAYS * DAY_HOURS;
    }

    /** Starts anew with another profile; what was learnt of the errors stays. */
    void reset() {
        ten = NEVER;
        hour = NEVER;
        severity = 0;
        cachedHour = -1;
        Arrays.fill(hours, Float.NaN);
        newHour(NEVER);
    }

    void newHour(long next) {
        hour = next;
        valueSum = 0;
        residualSum = 0;
        hourMinutes = 0;
        spoilt = false;
    }

    void write(ByteBuffer out) {
        out.putLong(lastSecond).putLong(ten);
        put(out, sums, believed, minutes);
        out.putLong(hour).putDouble(valueSum).putDouble(residualSum).putDouble(hourMinutes);
        out.put((byte) (spoilt ? 1 : 0));
        put(out, hours, errors, biases);
        regression.write(out);
        out.putDouble(meanError).putDouble(hourError).putInt(hoursLearnt).putDouble(logThreshold);
        out.putDouble(deviation).putDouble(base).putDouble(severity).putDouble(threshold);
    }

    private static void put(ByteBuffer out, float[]... arrays) {
        for (float[] array : arrays) {
            for (float number : array) {
                out.putFloat(number);
            }
        }
    }

    void read(ByteBuffer in) {
        lastSecond = in.getLong();
        ten = in.getLong();
        get(in, sums, believed, minutes);
        hour = in.getLong();
        valueSum = in.getDouble();
        residualSum = in.getDouble();
        hourMinutes = in.getDouble();
        spoilt = in.get() != 0;
        get(in, hours, errors, biases);
        regression.read(in);
        meanError = in.getDouble();
        hourError = in.getDouble();
        hoursLearnt = in.getInt();
        logThreshold = in.getDouble();
        deviation = in.getDouble();
        base = in.getDouble();
        severity = in.getDouble();
        threshold = in.getDouble();
        cachedHour = -1;
    }

    private static void get(ByteBuffer in, float[]... arrays) {
        for (float[] array : arrays) {
            for (int i = 0; i < array.length; i++) {
                array[i] = in.getFloat();
            }
        }
    }
}
