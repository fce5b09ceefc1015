package io.nightflow.detect;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * What method {@code value} remembers of one quantity of one sensor; of constant size.
 *
 * <pre>
 * last second i64, values i64, level f64, sum up f64, sum down f64, shift since i64, 5 x stray f64,
 * hour i32, covered f64, residual sum f64, stray sum f64, spoilt u8
 * </pre>
 */
final class ValueMemory {
    static final int BYTES = 6 * 8 + 5 * 8 + 4 + 3 * 8 + 1;

    /** No time yet. */
    static final long NEVER = Long.MIN_VALUE;

    private static final int STRAYS = 5;

    long lastSecond = NEVER;
    long values;
    double level;
    double sumUp;
    double sumDown;
    long shiftSince = NEVER;
    private final double[] strays = new double[STRAYS];

    /** The hour of the week that is being learnt, and what it has shown so far. */
    int hour = -1;

    double covered;
    double residualSum;
    double straySum;
    boolean spoilt;

    /** Of the profile at this hour; looked up anew after each read from the disk. */
    double usual = Double.NaN;

    double usualBefore;
    double usualAfter;
    double spread;
    boolean isCached;

    private final double[] sorted = new double[STRAYS];

    /** Adds how far a value strayed, in spreads. */
    void stray(double spreads) {
        strays[(int) (values % STRAYS)] = spreads;
        values++;
    }

    /** Forgets the last values, after a gap. */
    void forgetStrays() {
        Arrays.fill(strays, 0);
    }

    /** The median of the last five: at least three of them strayed that far to that side. */
    double medianStray() {
        System.arraycopy(strays, 0, sorted, 0, STRAYS);
        Arrays.sort(sorted);
        return sorted[STRAYS / 2];
    }

    /** Drops the sums of a shift. */
    void dropSums() {
        sumUp = 0;
        sumDown = 0;
    }

    /** Starts to learn an hour of the week. */
    void begin(int newHour) {
        hour = newHour;
        covered = 0;
        residualSum = 0;
        straySum = 0;
        spoilt = false;
        isCached = false;
    }

    /** Starts anew with another profile. */
    void reset() {
        level = 0;
        dropSums();
        forgetStrays();
        begin(-1);
    }

    void write(ByteBuffer out) {
        out.putLong(lastSecond)
                .putLong(values)
                .putDouble(level)
                .putDouble(sumUp)
                .putDouble(sumDown);
        out.putLong(shiftSince);
        for (double stray : strays) {
            out.putDouble(stray);
        }
        out.putInt(hour).putDouble(covered).putDouble(residualSum).putDouble(straySum);
        out.put((byte) (spoilt ? 1 : 0));
    }

    void read(ByteBuffer in) {
        lastSecond = in.getLong();
        values = in.getLong();
        level = in.getDouble();
        sumUp = in.getDouble();
        sumDown = in.getDouble();
        shiftSince = in.getLong();
        for (int i = 0; i < STRAYS; i++) {
            strays[i] = in.getDouble();
        }
        hour = in.getInt();
        covered = in.getDouble();
        residualSum = in.getDouble();
        straySum = in.getDouble();
        spoilt = in.get() != 0;
    }
}
