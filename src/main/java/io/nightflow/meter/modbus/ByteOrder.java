package io.nightflow.meter.modbus;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * In which order the bytes of a value of several registers lie. A is its highest byte; of eight bytes the pairs go on in the same
 * way.
 */
public enum ByteOrder {
    /** Highest first, as Modbus has it. */
    ABCD(false, false),
    /** The lowest register first. */
    CDAB(true, false),
    /** The bytes of each register turned. */
    BADC(false, true),
    /** Lowest first. */
    DCBA(true, true);

    private final boolean wordsTurned;
    private final boolean bytesTurned;

    ByteOrder(boolean wordsTurned, boolean bytesTurned) {
        this.wordsTurned = wordsTurned;
        this.bytesTurned = bytesTurned;
    }

    /** Some registers as one number without a sign, of up to eight bytes. */
    long bits(byte[] registers, int from, int bytes) {
        long bits = 0;
        int words = bytes / 2;
        for (int word = 0; word < words; word++) {
            int at = from + 2 * (wordsTurned ? words - 1 - word : word);
            int high = registers[bytesTurned ? at + 1 : at] & 0xFF;
            int low = registers[bytesTurned ? at : at + 1] & 0xFF;
            bits = bits << 16 | high << 8 | low;
        }
        return bits;
    }

    /** The one with this name. */
    public static Optional<ByteOrder> find(String name) {
        return Stream.of(values()).filter(order -> order.name().equals(name)).findFirst();
    }
}
