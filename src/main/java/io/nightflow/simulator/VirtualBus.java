package io.nightflow.simulator;

import io.nightflow.line.Transport;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * The far end of a Modbus RTU bus: hears requests, and lets the unit answer that is meant, as slowly as the wire carries it. One
 * thread; half duplex, for nothing is heard while it answers.
 */
public final class VirtualBus implements AutoCloseable {
    private static final int REQUEST_BYTES = 8;
    private static final int HEARD_MAX = 4_096;
    private static final int CHUNK = 16;
    private static final double BITS = 11;

    private final Transport far;
    private final List<VirtualUnit> units;
    private final double baud;
    private final LongAdder answered = new LongAdder();
    private final Thread thread;
    private volatile boolean closing;

    /**
     * Begins to answer.
     *
     * @param far end of the line.
     * @param baud bits a second at which answers are carried; 0 for at once.
     */
    public VirtualBus(Transport far, List<VirtualUnit> units, double baud) {
        this.far = far;
        this.units = List.copyOf(units);
        this.baud = baud;
        thread = new Thread(this::answer, "virtual-bus");
        thread.setDaemon(true);
        thread.start();
    }

    /** How many requests were answered. */
    public long answered() {
        return answered.sum();
    }

    private void answer() {
        byte[] heard = new byte[HEARD_MAX];
        byte[] buffer = new byte[HEARD_MAX];
        int length = 0;
        try {
            while (!closing) {
                int count = far.read(buffer);
                if (length + count > HEARD_MAX) {
                    length = 0;
                }
                System.arraycopy(buffer, 0, heard, length, count);
                length += count;
                if (count > 0 && length >= REQUEST_BYTES && isAnswered(heard, length)) {
                    length = 0;
                }
            }
        } catch (IOException e) {
            // the port was unplugged
        }
    }

    private boolean isAnswered(byte[] heard, int length) throws IOException {
        byte[] last = Arrays.copyOfRange(heard, length - REQUEST_BYTES, length);
        Optional<byte[]> answer =
                units.stream().flatMap(unit -> unit.answer(last).stream()).findFirst();
        if (answer.isPresent()) {
            carry(answer.get());
            answered.increment();
        }
        return answer.isPresent();
    }

    private void carry(byte[] answer) throws IOException {
        if (baud == 0) {
            far.write(answer);
            return;
        }
        for (int at = 0; at < answer.length; at += CHUNK) {
            byte[] part = Arrays.copyOfRange(answer, at, Math.min(answer.length, at + CHUNK));
            try {
                long nanos = Math.round(part.length * BITS * 1e9 / baud);
                Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            far.write(part);
        }
    }

    @Override
    public void close() {
        closing = true;
        far.close();
    }
}
