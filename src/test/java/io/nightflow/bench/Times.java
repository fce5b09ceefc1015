package io.nightflow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long an operation took, each time. */
final class Times {
    private final String name;
    private final List<Long> nanos = new ArrayList<>();

    Times(String name) {
        this.name = name;
    }

    /** What is timed. */
    interface Operation {
        void run() throws Exception;
    }

    /** Does it; rounds below 0 warm up and do not count. */
    void time(int round, Operation operation) throws Exception {
        long started = System.nanoTime();
        operation.run();
        if (round >= 0) {
            nanos.add(System.nanoTime() - started);
        }
    }

    /** Microseconds within which so many percent were done. */
    double micros(int percent) {
        List<Long> sorted = nanos.stream().sorted().toList();
        return sorted.get(Math.min(sorted.size() - 1, sorted.size() * percent / 100)) / 1e3;
    }

    /** A row of a table: name, p50, p99, p50 over that of another. */
    void print(Times other) {
        System.out.printf(
                Locale.ROOT,
                "| %s | %,.0f us | %,.0f us | %.2f |%n",
                name,
                micros(50),
                micros(99),
                micros(50) / other.micros(50));
    }
}
