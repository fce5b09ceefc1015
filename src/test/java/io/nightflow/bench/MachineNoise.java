package io.nightflow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How steady the machine itself is: the same bare loop before and after each round; what it takes more is not the product's. */
final class MachineNoise {
    private static final long STEPS = 100_000_000;
    private static final double DISTURBED = 1.2;

    private final List<Double> seconds = new ArrayList<>();
    private static volatile long sink;

    MachineNoise() {
        loop(); // compiled from here on
        loop();
    }

    /** Runs the loop once. */
    void measure() {
        long started = System.nanoTime();
        loop();
        seconds.add((System.nanoTime() - started) / 1e9);
    }

    private static void loop() {
        long state = 88_172_645_463_325_252L;
        for (long i = 0; i < STEPS; i++) {
            state ^= state << 13;
            state ^= state >>> 7;
            state ^= state << 17;
        }
        sink = state;
    }

    /** Whether another program had the processor meanwhile. */
    boolean isDisturbed() {
        return most() > DISTURBED * least();
    }

    private double least() {
        return seconds.stream().mapToDouble(x -> x).min().orElse(1);
    }

    private double most() {
        return seconds.stream().mapToDouble(x -> x).max().orElse(1);
    }

    /** One sentence. */
    String words() {
        return String.format(
                Locale.ROOT,
                "A bare loop between the rounds took %.0f to %.0f ms: %s.",
                1_000 * least(),
                1_000 * most(),
                isDisturbed()
                        ? "**the machine was disturbed**, these figures say little"
                        : "the machine was steady within " + Math.round(100 * (most() / least() - 1)) + " %");
    }
}
