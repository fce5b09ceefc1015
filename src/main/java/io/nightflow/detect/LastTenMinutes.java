package io.nightflow.detect;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** The believed values of the last ten minutes of a clock. On the disk: newest minute i64, 10 x value f64 (NaN: none). */
final class LastTenMinutes {
    static final int BYTES = 8 + 10 * 8;

    private static final int MINUTES = 10;
    private static final int MINUTES_MIN = 8;
    private static final long SECONDS = 60;

    private long newest = Long.MIN_VALUE;
    private final double[] values = new double[MINUTES];

    LastTenMinutes() {
        Arrays.fill(values, Double.NaN);
    }

    void add(double value, long second) {
        long minute = Math.floorDiv(second, SECONDS);
        if (newest == Long.MIN_VALUE || minute - newest >= MINUTES) {
            Arrays.fill(values, Double.NaN);
        } else {
            for (long skipped = newest + 1; skipped < minute; skipped++) {
                values[Math.floorMod(skipped, MINUTES)] = Double.NaN;
            }
        }
        newest = minute;
        values[Math.floorMod(minute, MINUTES)] = value;
    }

    /** The mean of minutes m-9 .. m; NaN where fewer than 8 of them are there. */
    double mean() {
        double sum = 0;
        int count = 0;
        for (double value : values) {
            if (!Double.isNaN(value)) {
                sum += value;
                count++;
            }
        }
        return count < MINUTES_MIN ? Double.NaN : sum / count;
    }

    void write(ByteBuffer out) {
        out.putLong(newest);
        for (double value : values) {
            out.putDouble(value);
        }
    }

    void read(ByteBuffer in) {
        newest = in.getLong();
        for (int i = 0; i < MINUTES; i++) {
            values[i] = in.getDouble();
        }
    }
}
