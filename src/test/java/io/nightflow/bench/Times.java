package io.nightflow.bench;

import java.util.Arrays;

/** How long an operation takes. */
final class Times {
    private Times() {}

    /** What is timed. */
    @FunctionalInterface
    interface Operation {
        void run() throws Exception;
    }

    /** Microseconds that it takes in the middle of so many times. */
    static double median(int times, Operation operation) throws Exception {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long started = System.nanoTime();
            operation.run();
            nanos[i] = System.nanoTime() - started;
        }
        Arrays.sort(nanos);
        return nanos[times / 2] / 1e3;
    }
}
