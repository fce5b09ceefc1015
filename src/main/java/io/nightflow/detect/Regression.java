package io.nightflow.detect;

import java.nio.ByteBuffer;

/**
 * How an hour's residual follows from what was before it, by recursive least squares; an hour loses half its weight in 460
 * hours. On the disk: 4 x weight f64, 16 x inverse of the products f64, row by row.
 */
public final class Regression {
    /** How many numbers explain one. */
    public static final int SIZE = 4;

    static final int BYTES = 8 * (SIZE + SIZE * SIZE);

    private static final double KEEP = 0.9985;
    private static final double HIGHEST = 10;
    private static final double SHRINK = 0.9;

    private final double[] weights = {0.5, 0, 0, 0};
    private final double[] inverse = new double[SIZE * SIZE];
    private final double[] gain = new double[SIZE];

    /** That knows nothing yet: half of the first number is expected. */
    public Regression() {
        for (int i = 0; i < SIZE; i++) {
            inverse[i * SIZE + i] = 1;
        }
    }

    /** What is expected. */
    public double expected(double[] before) {
        double sum = 0;
        for (int i = 0; i < SIZE; i++) {
            sum += weights[i] * before[i];
        }
        return sum;
    }

    /** Learns what has come of it; all numbers in a unit in which they are about 1. */
    public void learn(double[] before, double unit, double actual) {
        double against = KEEP;
        for (int i = 0; i < SIZE; i++) {
            gain[i] = 0;
            for (int j = 0; j < SIZE; j++) {
                gain[i] += inverse[i * SIZE + j] * before[j] / unit;
            }
            against += before[i] / unit * gain[i];
        }
        double error = (actual - expected(before)) / unit;
        for (int i = 0; i < SIZE; i++) {
            weights[i] += gain[i] / against * error;
            for (int j = 0; j < SIZE; j++) {
                int at = i * SIZE + j;
                double next = (inverse[at] - gain[i] * gain[j] / against) / KEEP;
                inverse[at] = Math.abs(next) > HIGHEST ? next * SHRINK : next;
            }
        }
    }

    void write(ByteBuffer out) {
        for (double weight : weights) {
            out.putDouble(weight);
        }
        for (double number : inverse) {
            out.putDouble(number);
        }
    }

    void read(ByteBuffer in) {
        for (int i = 0; i < weights.length; i++) {
            weights[i] = in.getDouble();
        }
        for (int i = 0; i < inverse.length; i++) {
            inverse[i] = in.getDouble();
        }
    }
}
