package io.nightflow.reading;

import java.util.Optional;

/**
 * One metering point, by its id as the meter sends it.
 *
 * @param text 1 to 32 characters of {@code A-Z a-z 0-9 _ . -}, the first a letter or digit.
 */
public record SensorId(String text) implements Comparable<SensorId> {
    private static final int LENGTH_MAX = 32;

    /** Refuses a text that {@link #isValid} refuses. */
    public SensorId {
        if (!isValid(text)) {
            throw new IllegalArgumentException("sensor id: must be 1 to 32 characters of A-Z a-z 0-9 _ . -, "
                    + "the first a letter or digit (got " + text + ")");
        }
    }

    /** The id that a text is; empty where it is none. The only rule of an id: for input from lines, files and settings. */
    public static Optional<SensorId> tryParse(String text) {
        return isValid(text) ? Optional.of(new SensorId(text)) : Optional.empty();
    }

    /** The id that is nearest to a text: what no id may hold becomes a dash, and the end is kept where it is too long. */
    public static SensorId nearest(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9_.-]", "-");
        String end = plain.substring(Math.max(0, plain.length() - LENGTH_MAX)).replaceFirst("^[_.-]+", "");
        return tryParse(end).orElse(new SensorId("line"));
    }

    /** Tells whether a text is a sensor id; never throws, for input from a line. */
    public static boolean isValid(String text) {
        if (text.isEmpty() || text.length() > LENGTH_MAX || !isLetterOrDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetterOrDigit(c) && c != '_' && c != '.' && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    @Override
    public int compareTo(SensorId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
