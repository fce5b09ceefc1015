package io.nightflow.line;

/**
 * How a serial port is set.
 *
 * @param path the device file, best a stable link such as {@code /dev/serial/by-id/..}.
 * @param baud bits a second, 300 to 921,600.
 * @param dataBits 5 to 8.
 * @param stopBits 1 or 2.
 * @param parity none, even or odd.
 * @param direction who switches the direction of RS-485.
 */
public record PortSettings(String path, int baud, int dataBits, int stopBits, Parity parity, Direction direction) {
    private static final String NONE = "none";

    /** Whether this is what a site writes for a port that it has not: {@code none}. */
    public static boolean isNone(String path) {
        return path.equals(NONE);
    }

    /** Who switches the direction of RS-485. */
    public enum Direction {
        /** The adapter does it, or there is nothing to switch. */
        AUTO,
        /** The driver, by RTS: high while it sends. */
        RTS,
        /** The driver, by RTS: low while it sends. */
        RTS_LOW
    }

    /** The parity bit. */
    public enum Parity {
        /** No parity bit. */
        NONE,
        /** Odd number of ones. */
        ODD,
        /** Even number of ones. */
        EVEN
    }

    /** Refuses what no port can do. */
    public PortSettings {
        require(baud >= 300 && baud <= 921_600, "baud: must be 300 to 921600 (got " + baud + ")");
        require(dataBits >= 5 && dataBits <= 8, "dataBits: must be 5 to 8 (got " + dataBits + ")");
        require(stopBits == 1 || stopBits == 2, "stopBits: must be 1 or 2 (got " + stopBits + ")");
    }

    /** Without a direction that we switch. */
    public PortSettings(String path, int baud, int dataBits, int stopBits, Parity parity) {
        this(path, baud, dataBits, stopBits, parity, Direction.AUTO);
    }

    /** The same with another switch of the direction. */
    public PortSettings with(Direction other) {
        return new PortSettings(path, baud, dataBits, stopBits, parity, other);
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The time in milliseconds that this many bytes take on the wire, a start bit and 10 bits a byte reckoned. */
    public long wireMillis(int bytes) {
        return bytes * 10L * 1_000 / baud;
    }
}
