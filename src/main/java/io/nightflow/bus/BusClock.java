package io.nightflow.bus;

/** Nanoseconds that only go on, as fast as the gateway's clock: the machine's, or faster for the demo. */
public final class BusClock {
    /** As fast as the machine. */
    public static final BusClock MACHINE = new BusClock(1);

    private final double speed;
    private final long origin = System.nanoTime();

    /** So many times as fast as the machine. */
    public BusClock(double speed) {
        this.speed = speed;
    }

    /** Now. */
    public long nanos() {
        return speed == 1 ? System.nanoTime() : origin + Math.round((System.nanoTime() - origin) * speed);
    }

    /** How long the machine takes for so much. */
    long onMachine(long nanos) {
        return speed == 1 ? nanos : Math.round(nanos / speed);
    }
}
