package io.nightflow.operate;

import java.util.List;
import java.util.Map;

/** The ports that routes use, as operators see and steer them. */
public interface Lines {
    /**
     * How a port stands.
     *
     * @param state {@code open}, or why it is not.
     * @param damaged lines dropped, by reason.
     * @param unreadable what came in the last minute, where it was no line that a route takes; empty where it was.
     * @param silentSeconds since the last whole line.
     * @param muteSeconds for how long a route has waited for lines in vain; 0 where none waits too long.
     * @param routes that read it.
     */
    record PortStatus(
            boolean open,
            String state,
            long bytes,
            long lines,
            Map<String, Long> damaged,
            long timesOpened,
            String unreadable,
            long silentSeconds,
            long muteSeconds,
            List<String> routes) {
        /** Of a port that no route uses. */
        public static final PortStatus UNUSED =
                new PortStatus(false, "no route uses it", 0, 0, Map.of(), 0, "", 0, 0, List.of());
    }

    /** The ports that routes use. */
    List<String> ports();

    /** How a port stands. */
    PortStatus status(String port);

    /** The newest lines that came on a port, the oldest first, damaged ones with what is wrong; of a bus in hex, both ways. */
    List<String> heard(String port);

    /** Closes and opens a port anew. */
    void reopen(String port);
}
