package io.nightflow.detect.series;

import java.util.Arrays;

/**
 * What was seen at the same time of a day or of a week: for each five minutes of it the median of the means of the last
 * visits. Two odd days do not change it, a step is in it after three.
 */
final class TimeSlots {
    private static final int SLOT_SECONDS = 300;
    private static final int NEAR = 12;

    private final long period;
    private final int slots;
    private final double[][] past;
    private final int[] known;
    private final double[] usual;
    private final long[] current;
    private final double[] sums;
    private final int[] counts;

    TimeSlots(long period, int visits) {
        this.period = period;
        slots = (int) (period / SLOT_SECONDS);
        past = new double[slots][visits];
        known = new int[slots];
        usual = new double[slots];
        current = new long[slots];
        sums = new double[slots];
        counts = new int[slots];
        Arrays.fill(usual, Double.NaN);
    }

    /** The usual value at a time; NaN where none is known within an hour of the same time. */
    double usual(long second) {
        long turn = Math.floorDiv(second, period);
        int slot = (int) (Math.floorMod(second, period) / SLOT_SECONDS);
        for (int off = 0; off <= NEAR; off++) {
            for (int side = off == 0 ? 1 : -1; side <= 1; side += 2) {
                int at = slot + side * off;
                int near = Math.floorMod(at, slots);
                close(near, turn + Math.floorDiv(at, slots));
                if (!Double.isNaN(usual[near])) {
                    return usual[near];
                }
            }
        }
        return Double.NaN;
    }

    void learn(long second, double value) {
        long turn = Math.floorDiv(second, period);
        int slot = (int) (Math.floorMod(second, period) / SLOT_SECONDS);
        close(slot, turn);
        current[slot] = turn;
        sums[slot] += value;
        counts[slot]++;
    }

    /** Takes the mean of a visit in, once another turn has begun. */
    private void close(int slot, long turn) {
        if (counts[slot] == 0 || current[slot] == turn) {
            return;
        }
        double[] means = past[slot];
        means[known[slot] % means.length] = sums[slot] / counts[slot];
        known[slot]++;
        sums[slot] = 0;
        counts[slot] = 0;
        double[] sorted = Arrays.copyOf(means, Math.min(known[slot], means.length));
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        usual[slot] = (sorted[middle] + sorted[sorted.length - 1 - middle]) / 2;
    }
}
