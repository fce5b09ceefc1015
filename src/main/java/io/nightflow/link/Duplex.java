package io.nightflow.link;

/** Whether both sides of a line may speak at once. */
public enum Duplex {
    /** Both at once: RS-232, two pairs of RS-485, TCP. */
    FULL(Integer.MAX_VALUE),
    /** One at a time, as on one pair of RS-485: the device speaks only after us, and about one line. */
    HALF(1);

    private final int windowMax;

    Duplex(int windowMax) {
        this.windowMax = windowMax;
    }

    /** The most lines that may be under way, whatever the device could take. */
    int windowMax() {
        return windowMax;
    }
}
