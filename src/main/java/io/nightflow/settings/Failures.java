package io.nightflow.settings;

import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;

/** Failures in words that a person can act on, without stack traces. */
public final class Failures {
    private Failures() {}

    /** The message, and those of the causes that say something new; a line each. */
    public static String words(Throwable failure) {
        StringBuilder words = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = message(cause);
            if (words.indexOf(message) < 0) {
                words.append(words.isEmpty() ? "" : System.lineSeparator() + "  because ")
                        .append(message);
            }
        }
        return words.toString();
    }

    /** Of a file Java says its name only. */
    private static String message(Throwable cause) {
        if (cause instanceof AccessDeniedException denied) {
            return denied.getFile() + ": permission denied. Look at its owner and mode, and those of its folder";
        }
        if (cause instanceof NoSuchFileException none) {
            return none.getFile() + ": is not there";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
