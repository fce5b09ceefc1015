package io.nightflow.bench;

import java.util.List;
import java.util.Locale;

/** Several measurements of one thing: the one in the middle, the least and the most. */
record Spread(double median, double least, double most) {
    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return new Spread(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** {@code 1,234 (1,100 to 1,300)}. */
    String words(String format) {
        return String.format(Locale.ROOT, format + " (" + format + " to " + format + ")", median, least, most);
    }
}
