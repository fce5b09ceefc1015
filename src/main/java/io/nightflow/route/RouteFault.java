package io.nightflow.route;

import java.nio.file.Path;
import java.util.Comparator;

/**
 * What is wrong in a route file.
 *
 * @param line from 1.
 * @param text the offending text as it stands there, empty for the file as a whole.
 * @param rule what must be, and what to write instead.
 */
public record RouteFault(Path file, int line, String text, String rule) implements Comparable<RouteFault> {
    private static final Comparator<RouteFault> ORDER = Comparator.comparing(RouteFault::file)
            .thenComparing(RouteFault::line)
            .thenComparing(RouteFault::rule);

    @Override
    public int compareTo(RouteFault other) {
        return ORDER.compare(this, other);
    }

    /** {@code file:line: text: rule}. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + (text.isEmpty() ? "" : text + ": ") + rule;
    }
}
