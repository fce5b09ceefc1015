package io.nightflow.link;

/**
 * What a device says it can do, {@code win=10;max=160;apply=300}; what it leaves out is the careful default.
 *
 * @param window how many lines may be under way unacknowledged, 1 to 100.
 * @param lineBytesMax longest line it takes, in bytes; 64 at the least.
 * @param applyMillis time it needs to store a line, in milliseconds.
 */
public record Capabilities(int window, int lineBytesMax, int applyMillis) {
    /** Stop and wait. */
    public static final Capabilities DEFAULT = new Capabilities(1, Frame.LINE_BYTES_MAX, 300);

    private static final int LINE_BYTES_LEAST = 64; // no hello is longer
    private static final int WINDOW_MAX = 100;
    private static final int APPLY_MILLIS_MAX = 60_000;

    /** Reads what is understood and passes over the rest. */
    public static Capabilities parse(String text) {
        int window = DEFAULT.window;
        int bytes = DEFAULT.lineBytesMax;
        int apply = DEFAULT.applyMillis;
        for (String part : text.split(";", -1)) {
            int equals = part.indexOf('=');
            long value = equals < 0 ? -1 : MessageParser.number(part.substring(equals + 1));
            if (value < 0) {
                continue;
            }
            switch (part.substring(0, equals)) {
                case "win" -> window = (int) Math.max(1, Math.min(WINDOW_MAX, value));
                case "max" -> bytes = (int) Math.max(LINE_BYTES_LEAST, Math.min(Frame.LINE_BYTES_MAX, value));
                case "apply" -> apply = (int) Math.min(APPLY_MILLIS_MAX, value);
                default -> {
                    // a later device may say more
                }
            }
        }
        return new Capabilities(window, bytes, apply);
    }

    /** As on the line. */
    public String text() {
        return "win=" + window + ";max=" + lineBytesMax + ";apply=" + applyMillis;
    }
}
