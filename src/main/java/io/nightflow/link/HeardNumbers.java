package io.nightflow.link;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * The numbers of one epoch of a line. What the last numbers said is remembered, so that a number that comes again is known
 * to be the same reading: where it says something else, the meter has begun anew, or, if the sensor is new here too,
 * another meter has chosen the same epoch.
 *
 * <pre>
 * memory, for the disk:  last   shared   contents of the last 64 numbers   sensors, at most 256
 *                        long   int      64 ints (0: not known)            an int each
 * </pre>
 */
final class HeardNumbers {
    private static final int WINDOW = 64;
    private static final int SENSORS_MAX = 256;
    private static final int ROUNDS_MAX = 10;
    private static final int REQUESTS_MAX = 1_000; // of a meter that never goes back

    private final int[] contents = new int[WINDOW];
    private final Set<Integer> sensors = new LinkedHashSet<>();
    private long last;
    private long heard;
    private long lowest = Long.MAX_VALUE;
    private int rounds;
    private int requests;
    private boolean shared;

    /** One that has just begun: with 1. */
    HeardNumbers() {}

    /** As it was on the disk; one that an older version wrote knows its last number only. */
    static HeardNumbers of(long last, byte[] memory) {
        HeardNumbers numbering = new HeardNumbers();
        numbering.reach(last);
        ByteBuffer from = ByteBuffer.wrap(memory);
        if (memory.length >= Integer.BYTES * (1 + WINDOW)) {
            numbering.shared = from.getInt() != 0;
            for (int i = 0; i < WINDOW; i++) {
                numbering.contents[i] = from.getInt();
            }
            while (from.remaining() >= Integer.BYTES) {
                numbering.sensors.add(from.getInt());
            }
        }
        return numbering;
    }

    byte[] memory() {
        ByteBuffer memory = ByteBuffer.allocate(Integer.BYTES * (1 + WINDOW + sensors.size()));
        memory.putInt(shared ? 1 : 0);
        Arrays.stream(contents).forEach(memory::putInt);
        sensors.forEach(memory::putInt);
        return memory.array();
    }

    HeardNumbers copy() {
        HeardNumbers copy = of(last, memory());
        copy.heard = heard;
        copy.lowest = lowest;
        copy.rounds = rounds;
        copy.requests = requests;
        return copy;
    }

    /** Takes a number in. */
    void take(Message.MeterReading reading) {
        long number = reading.sequence();
        int content = content(reading);
        if (shared || (number <= last && isTheSame(number, content))) {
            return;
        }
        if (number <= last) {
            if (!sensors.isEmpty() && !sensors.contains(hash(reading.sensor().text()))) {
                shared = true;
                return;
            }
            beginAnew();
        }
        if (rounds >= ROUNDS_MAX || requests >= REQUESTS_MAX) { // it no longer has what is missing
            reach(Math.min(lowest, number) - 1);
        }
        if (number == last + 1) {
            reach(number);
            contents[(int) (number % WINDOW)] = content;
            remember(reading);
        } else {
            rounds += number <= heard ? 1 : 0;
            heard = number;
            lowest = Math.min(lowest, number);
        }
    }

    private boolean isTheSame(long number, int content) {
        return number > last - WINDOW && contents[(int) (number % WINDOW)] == content;
    }

    private void beginAnew() {
        reach(0);
        Arrays.fill(contents, 0);
    }

    private void reach(long number) {
        last = number;
        heard = number;
        lowest = Long.MAX_VALUE;
        rounds = 0;
        requests = 0;
    }

    private void remember(Message.MeterReading reading) {
        if (sensors.size() < SENSORS_MAX) {
            sensors.add(hash(reading.sensor().text()));
        }
    }

    /** The meter was asked to go back. */
    void requested() {
        requests++;
    }

    /** Up to here no number is missing. */
    long last() {
        return last;
    }

    /** Whether two meters number in it: what one of them has sent must not be acknowledged to the other. */
    boolean isShared() {
        return shared;
    }

    /** What a number says, never 0. */
    private static int content(Message.MeterReading reading) {
        return hash(reading.sensor() + "," + reading.utc() + "," + reading.flow() + "," + reading.pressure()) | 1;
    }

    /** Names that differ in few letters must not be taken for one another, as {@link String#hashCode} takes m1P for m21. */
    private static int hash(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
