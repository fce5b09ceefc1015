package io.nightflow.link;

/** The numbers of a lane: which the device has stored, which are under way, which may go out next. */
final class SendWindow {
    private static final long SLACK_MILLIS = 500;

    private final Duplex duplex;
    private Capabilities device = Capabilities.DEFAULT;
    private long next;
    private long limit;
    private long stored;
    private long sent;
    private long unsent;
    private long highest;

    SendWindow(Duplex duplex) {
        this.duplex = duplex;
    }

    /** Starts behind {@code stored}; numbers below {@code next} are given, those up to {@code limit} may go out. */
    void open(long storedLast, long nextNumber, long limitNumber, long unsentNumber) {
        unsent = unsentNumber;
        stored = storedLast;
        sent = storedLast;
        highest = storedLast;
        next = nextNumber;
        limit = limitNumber;
    }

    /** More may go out. */
    void extend(long nextNumber, long limitNumber) {
        next = nextNumber;
        limit = limitNumber;
    }

    void device(Capabilities capabilities) {
        device = capabilities;
    }

    long next() {
        return next;
    }

    /** From this number on none was ever sent. */
    long unsent() {
        return unsent;
    }

    /** All that may go out now is on its way. */
    void sentAll() {
        sent = lastToSend();
        highest = Math.max(highest, sent);
        unsent = Math.max(unsent, sent + 1);
    }

    long stored() {
        return stored;
    }

    /** Whether the device can have stored up to this number: it was sent, or the device has told of it when it was asked. */
    boolean isPossible(long last) {
        return last >= stored && last <= highest;
    }

    /** The longest line that the device takes, in bytes. */
    int lineBytesMax() {
        return device.lineBytesMax();
    }

    /** The device has stored up to here; tells whether that is news. */
    boolean advance(long last) {
        boolean news = last > stored;
        stored = Math.max(stored, last);
        sent = Math.max(sent, last);
        highest = Math.max(highest, last);
        return news;
    }

    /** What comes next goes out from behind this number. */
    void goBackTo(long last) {
        sent = last;
    }

    /** The first number that may go out now. */
    long firstToSend() {
        return sent + 1;
    }

    /** The last one; below the first where none may. */
    long lastToSend() {
        return Math.min(stored + Math.min(duplex.windowMax(), device.window()), limit);
    }

    boolean isDrained() {
        return stored >= limit;
    }

    /** How long to wait for an answer; reckons with the longest lines, so that a slow line is not taken for mute. */
    long patienceMillis(int baud) {
        long lines = Math.max(1, sent - stored);
        long onTheLine = lines * Frame.LINE_BYTES_MAX * 10 * 1_000 / baud;
        return onTheLine + (long) device.applyMillis() * lines + SLACK_MILLIS;
    }
}
