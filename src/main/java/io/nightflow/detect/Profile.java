package io.nightflow.detect;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What is usual at each hour of the week, and how far values stray from it. An hour that was seen seldom leans on the same
 * hour of the other days, and where there is none on the mean of all hours, so that a profile is of use from its first day.
 * It follows slow change: a new week counts 1/8, and no more than three spreads of it.
 *
 * <pre>
 * on the disk: 168 x (usual f64, spread f64, weeks f32), then mean f64, spread f64, hours f32; big-endian
 * </pre>
 */
public final class Profile {
    /** Bytes on the disk. */
    public static final int BYTES = WeekClock.HOURS * 20 + 20;

    private static final int DAY_HOURS = 24;
    private static final float WEEKS_MAX = 8;
    private static final float HOURS_MAX = 336;
    private static final double OWN_AGAINST_OTHER_DAYS = 1;
    private static final double SPREAD_AGAINST_OTHER_DAYS = 3;
    private static final double STRAY_MAX = 3;
    private static final double REACH_OF_MEAN = 0.05;

    private final double[] usual = new double[WeekClock.HOURS];
    private final double[] spread = new double[WeekClock.HOURS];
    private final float[] weeks = new float[WeekClock.HOURS];
    private double mean;
    private double meanSpread;
    private float hours;

    /** What is usual at an hour of the week; NaN where nothing was learnt. */
    public double usual(int hour) {
        return lean(usual, hour, mean, OWN_AGAINST_OTHER_DAYS);
    }

    /** How far values usually stray from it, as a standard deviation; NaN where nothing was learnt. */
    public double spread(int hour) {
        return lean(spread, hour, meanSpread, SPREAD_AGAINST_OTHER_DAYS);
    }

    /** The mean of all hours; NaN where nothing was learnt. */
    public double mean() {
        return hours == 0 ? Double.NaN : mean;
    }

    private double lean(double[] values, int hour, double overall, double others) {
        if (hours == 0) {
            return Double.NaN;
        }
        double sum = 0;
        double weight = 0;
        for (int day = hour % DAY_HOURS; day < WeekClock.HOURS; day += DAY_HOURS) {
            sum += values[day] * weeks[day];
            weight += weeks[day];
        }
        double pool = weight == 0 ? overall : sum / weight;
        return (values[hour] * weeks[hour] + pool * others) / (weeks[hour] + others);
    }

    /** Forgets everything. */
    void clear() {
        Arrays.fill(weeks, 0);
        hours = 0;
        mean = 0;
        meanSpread = 0;
    }

    /** Sets an hour from history or from a seed file, made of this many weeks. */
    void set(int hour, double value, double deviation, float ofWeeks) {
        usual[hour] = value;
        spread[hour] = deviation;
        weeks[hour] = Math.min(WEEKS_MAX, ofWeeks);
        hours = Math.min(HOURS_MAX, hours + 1);
        mean += (value - mean) / hours;
        meanSpread += (deviation - meanSpread) / hours;
    }

    /**
     * How a profile was before it learnt an hour.
     *
     * <pre>
     * hour i32 (-1: nothing was learnt), usual f64, spread f64, weeks f32, mean f64, mean spread f64, hours f32
     * </pre>
     */
    public record Before(
            int hour, double usual, double spread, float weeks, double mean, double meanSpread, float hours) {
        static final int BYTES = 4 + 8 + 8 + 4 + 8 + 8 + 4;
        static final Before NOTHING = new Before(-1, 0, 0, 0, 0, 0, 0);

        void write(ByteBuffer out) {
            out.putInt(hour).putDouble(usual).putDouble(spread).putFloat(weeks);
            out.putDouble(mean).putDouble(meanSpread).putFloat(hours);
        }

        static Before read(ByteBuffer in) {
            return new Before(
                    in.getInt(),
                    in.getDouble(),
                    in.getDouble(),
                    in.getFloat(),
                    in.getDouble(),
                    in.getDouble(),
                    in.getFloat());
        }
    }

    /** Takes back what was learnt last. */
    void undo(Before before) {
        if (before.hour() >= 0) {
            usual[before.hour()] = before.usual();
            spread[before.hour()] = before.spread();
            weeks[before.hour()] = before.weeks();
            mean = before.mean();
            meanSpread = before.meanSpread();
            hours = before.hours();
        }
    }

    /** Learns one more hour: its mean value, and how far its values strayed from what was expected. */
    Before learn(int hour, double value, double deviation) {
        Before old = new Before(hour, usual[hour], spread[hour], weeks[hour], mean, meanSpread, hours);
        double reach = reach(hour);
        double before = hours > 0 ? usual(hour) : value;
        double believed = before + Math.max(-reach, Math.min(reach, value - before));
        double strayed = Math.min(deviation, reach);
        weeks[hour] = Math.min(WEEKS_MAX, weeks[hour] + 1);
        usual[hour] += (believed - usual[hour]) / weeks[hour];
        spread[hour] += (strayed - spread[hour]) / weeks[hour];
        hours = Math.min(HOURS_MAX, hours + 1);
        mean += (believed - mean) / hours;
        meanSpread += (strayed - meanSpread) / hours;
        return old;
    }

    /** How far an hour is believed at most; all the way while nothing but one value was seen. */
    private double reach(int hour) {
        double reach = hours > 0 ? Math.max(STRAY_MAX * spread(hour), REACH_OF_MEAN * Math.abs(mean)) : 0;
        return reach > 0 ? reach : Double.MAX_VALUE;
    }

    /** As on the disk. */
    public byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        for (int hour = 0; hour < WeekClock.HOURS; hour++) {
            out.putDouble(usual[hour]).putDouble(spread[hour]).putFloat(weeks[hour]);
        }
        return out.putDouble(mean).putDouble(meanSpread).putFloat(hours).array();
    }

    /**
     * From the disk.
     *
     * @throws IllegalArgumentException the length is not {@link #BYTES}.
     */
    public static Profile of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("profile: must have " + BYTES + " bytes (got " + bytes.length + ")");
        }
        Profile profile = new Profile();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        for (int hour = 0; hour < WeekClock.HOURS; hour++) {
            profile.usual[hour] = in.getDouble();
            profile.spread[hour] = in.getDouble();
            profile.weeks[hour] = in.getFloat();
        }
        profile.mean = in.getDouble();
        profile.meanSpread = in.getDouble();
        profile.hours = in.getFloat();
        return profile;
    }
}
