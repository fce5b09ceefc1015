package io.nightflow.uplink;

import io.nightflow.link.Lane;
import java.util.Optional;

/**
 * How far the fleet has stored a lane, after its database has committed:
 *
 * <pre>
 * A,lane,epoch,last,window    all up to last is stored
 * N,lane,epoch,last,window    and what came does not follow it: go back to last + 1
 * </pre>
 *
 * @param goBack whether what came did not follow.
 * @param epoch the numbering that the fleet knows.
 * @param last all up to this number is stored.
 * @param window how many batches may be on their way; the fleet's brake.
 */
public record LaneAnswer(boolean goBack, Lane lane, long epoch, long last, int window) {
    private static final int WINDOW_MAX = 64;

    /** The message. */
    public String text() {
        return (goBack ? "N," : "A,") + lane.word() + "," + epoch + "," + last + "," + window;
    }

    /** Reads a message; empty where it is none. */
    public static Optional<LaneAnswer> parse(String text) {
        if (!text.matches("[AN],[a-z]{1,16},\\d{1,15},\\d{1,15},\\d{1,3}")) {
            return Optional.empty();
        }
        String[] f = text.split(",", -1);
        return Lane.named(f[1])
                .map(lane -> new LaneAnswer(
                        f[0].equals("N"),
                        lane,
                        Long.parseLong(f[2]),
                        Long.parseLong(f[3]),
                        Math.max(1, Math.min(WINDOW_MAX, Integer.parseInt(f[4])))));
    }
}
