package io.nightflow.detect.series;

import java.util.Arrays;

/** The lowest and the highest of a feature so far, by blocks of four weeks, for about a year. */
final class SeenRange {
    private static final long DAY = 86_400;
    private static final long BLOCK_SECONDS = 28 * DAY;
    private static final int BLOCKS = 13;
    private static final long WARM_SECONDS = 2 * DAY;
    private static final int WARM_ROWS = 200;

    private final double[] lows = new double[BLOCKS];
    private final double[] highs = new double[BLOCKS];
    private long first;
    private long rows;
    private long block = -1;
    private double low = Double.NaN;
    private double high = Double.NaN;

    SeenRange() {
        Arrays.fill(lows, Double.POSITIVE_INFINITY);
        Arrays.fill(highs, Double.NEGATIVE_INFINITY);
    }

    /** Whether enough was seen for a record to mean something. */
    boolean isWarm(long second) {
        return rows >= WARM_ROWS && second - first >= WARM_SECONDS;
    }

    /** How far a value lies beyond all that was seen, on either side; 0 within. */
    double excess(double value) {
        return rows == 0 ? 0 : Math.max(0, Math.max(value - high, low - value));
    }

    double width() {
        return rows == 0 ? 0 : high - low;
    }

    double low() {
        return low;
    }

    double high() {
        return high;
    }

    void add(long second, double value) {
        if (rows == 0) {
            first = second;
        }
        rows++;
        long now = (second - first) / BLOCK_SECONDS;
        int at = (int) (now % BLOCKS);
        if (now != block) {
            for (long passed = block + 1; passed <= Math.min(now, block + BLOCKS); passed++) {
                lows[(int) (passed % BLOCKS)] = Double.POSITIVE_INFINITY;
                highs[(int) (passed % BLOCKS)] = Double.NEGATIVE_INFINITY;
            }
            block = now;
        }
        lows[at] = Math.min(lows[at], value);
        highs[at] = Math.max(highs[at], value);
        low = Arrays.stream(lows).min().orElse(value);
        high = Arrays.stream(highs).max().orElse(value);
    }
}
