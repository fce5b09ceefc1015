package io.nightflow.tap;

import io.nightflow.reading.Minute;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;

/** What the options of a tap may be. */
public final class TapOptions {
    /** The most that one exchange carries. */
    public static final int BATCH_MAX = 10_000;

    /** Where a tap begins of which nothing else is said. */
    public static final String NOW = "now";

    private static final String BEGINNING = "beginning";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}";

    private TapOptions() {}

    /** Whether a tap can be called so. */
    public static boolean isName(String text) {
        return text.matches(NAME);
    }

    /** Whether a tap can begin there. */
    public static boolean isBeginning(String from) {
        try {
            beginning(from);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /**
     * The first minute of a tap; empty for what comes from now on.
     *
     * @param from now, beginning, or a time with its offset.
     * @throws DateTimeException it is none of these.
     */
    public static Optional<Minute> beginning(String from) {
        if (from.equals(NOW)) {
            return Optional.empty();
        }
        return Optional.of(
                from.equals(BEGINNING)
                        ? new Minute(0)
                        : Minute.containing(OffsetDateTime.parse(from).toInstant()));
    }
}
