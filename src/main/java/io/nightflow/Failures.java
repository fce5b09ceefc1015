package io.nightflow;

import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.ResolveEndpointFailedException;

/** Failures in words that a person can act on, without stack traces. */
final class Failures {
    private Failures() {}

    /** The message, and those of the causes that say something new; a line each. */
    static String words(Throwable failure) {
        StringBuilder words = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (words.indexOf(message) < 0) {
                words.append(words.isEmpty() ? "" : System.lineSeparator() + "  because ")
                        .append(message);
            }
        }
        return words.toString();
    }

    /** Whether a restart without a change would fail again: a route that cannot be made. */
    static boolean isConfiguration(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailedToCreateRouteException
                    || cause instanceof FailedToStartRouteException
                    || cause instanceof ResolveEndpointFailedException
                    || cause.getClass().getName().contains(".yaml.")) {
                return true;
            }
        }
        return false;
    }
}
