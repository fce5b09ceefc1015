package io.nightflow.line;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A line inside one JVM, {@code mem:name}: bytes written at one end are read at the other. For trials of routes where
 * there is no serial port, and for tests. The far end is plugged in first, as with hardware.
 */
public final class MemoryTransport implements Transport {
    private static final String PREFIX = "mem:";
    private static final int WRITES_WAITING_MAX = 64;
    private static final long WAIT_MILLIS = 100;
    private static final Map<String, MemoryTransport> PLUGGED = new ConcurrentHashMap<>();

    private final String address;
    private final Cable cable;
    private final BlockingQueue<byte[]> in;
    private final BlockingQueue<byte[]> out;
    private byte[] rest = new byte[0];

    /** What both ends share. */
    private static final class Cable {
        private final BlockingQueue<byte[]> toNear = new ArrayBlockingQueue<>(WRITES_WAITING_MAX);
        private final BlockingQueue<byte[]> toFar = new ArrayBlockingQueue<>(WRITES_WAITING_MAX);
        private volatile boolean cut;
    }

    private MemoryTransport(String address, Cable cable, BlockingQueue<byte[]> in, BlockingQueue<byte[]> out) {
        this.address = address;
        this.cable = cable;
        this.in = in;
        this.out = out;
    }

    /** Plugs in the far end of {@code mem:name}; until it is closed the near end can be opened, once at a time. */
    public static MemoryTransport plug(String address) {
        Cable cable = new Cable();
        MemoryTransport far = new MemoryTransport(address, cable, cable.toFar, cable.toNear);
        PLUGGED.put(address, far);
        return far;
    }

    static boolean isAddress(String path) {
        return path.startsWith(PREFIX);
    }

    /** Opens the near end; bytes that came before are dropped, as a port does it. */
    static Transport open(String address) throws IOException {
        MemoryTransport far = PLUGGED.get(address);
        if (far == null || far.cable.cut) {
            throw new PortAbsentException("opening line " + address + ": nothing is plugged in. Waiting for it");
        }
        far.cable.toNear.clear();
        return new MemoryTransport(address, far.cable, far.cable.toNear, far.cable.toFar);
    }

    @Override
    public int read(byte[] buffer) throws IOException {
        try {
            byte[] bytes = rest.length > 0 ? rest : in.poll(WAIT_MILLIS, TimeUnit.MILLISECONDS);
            if (bytes == null) {
                requireWhole("reading");
                return 0;
            }
            int count = Math.min(buffer.length, bytes.length);
            System.arraycopy(bytes, 0, buffer, 0, count);
            rest = Arrays.copyOfRange(bytes, count, bytes.length);
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        try {
            do {
                requireWhole("writing");
            } while (!out.offer(bytes.clone(), WAIT_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void requireWhole(String doing) throws IOException {
        if (cable.cut) {
            throw new IOException(doing + " line " + address + ": the other end is unplugged");
        }
    }

    /** The far end unplugs; the near end only stops listening. */
    @Override
    public void close() {
        if (PLUGGED.remove(address, this)) {
            cable.cut = true;
        }
    }
}
