package io.nightflow.bench;

import java.util.List;

/** The value in the middle. */
final class Medians {
    private Medians() {}

    /** Of these; the upper one of two. */
    static double of(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
