package io.nightflow.camel.routes;

import java.nio.file.Path;

/**
 * What is wrong in a route file.
 *
 * @param line from 1.
 * @param text the offending text as it stands there, empty for the file as a whole.
 * @param rule what must be, and what to write instead.
 */
public record RouteFault(Path file, int line, String text, String rule) implements Comparable<RouteFault> {
    @Override
    public int compareTo(RouteFault other) {
        int byFile = file.compareTo(other.file);
        return byFile != 0 ? byFile : Integer.compare(line, other.line);
    }

    /** {@code file:line: text: rule}. */
    @Override
    public String toString() {
        return file + ":" + line + ": " + (text.isEmpty() ? "" : text + ": ") + rule;
    }
}
