package io.nightflow.line;

import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A line that is opened again and again until it is closed for good. One owner thread opens, reads and alone closes;
 * one writer thread writes. A write that takes longer than its bytes can take makes the owner close the port, which is
 * the only way out of a blocked write on Linux.
 */
public final class Line implements AutoCloseable {
    private static final long BACK_OFF_MILLIS_MIN = 500;
    private static final long BACK_OFF_MILLIS_MAX = 30_000;
    private static final long WRITE_GRACE_MILLIS = 2_000;
    private static final int WRITES_WAITING_MAX = 10_000;
    private static final int READ_BYTES = 16_384;

    private final String name;
    private final Opener opener;
    private final PortSettings settings;
    private final LineListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wake = lock.newCondition();
    private final BlockingQueue<byte[]> writes = new LinkedBlockingQueue<>(WRITES_WAITING_MAX);
    private final Thread owner;
    private final Thread writer;

    private volatile boolean closing;
    private volatile boolean reopenAsked;
    private volatile Transport transport = Closed.INSTANCE;
    private volatile long writeDeadlineNanos = Long.MAX_VALUE;

    /** A line over a serial port, or over {@code tcp:host:port} or {@code mem:name} where the path says so. */
    public static Line overPort(PortSettings settings, LineListener listener) {
        String path = settings.path();
        Opener opener = () -> SerialPortTransport.open(settings);
        if (TcpTransport.isAddress(path)) {
            opener = () -> TcpTransport.open(path);
        } else if (MemoryTransport.isAddress(path)) {
            opener = () -> MemoryTransport.open(path);
        }
        return new Line(path, opener, settings, listener);
    }

    /** A line over anything that can be opened. */
    public Line(String name, Opener opener, PortSettings settings, LineListener listener) {
        this.name = name;
        this.opener = opener;
        this.settings = settings;
        this.listener = listener;
        this.owner = new Thread(this::own, "line-" + name);
        this.writer = new Thread(this::write, "line-writer-" + name);
        owner.setDaemon(true);
        writer.setDaemon(true);
    }

    /** Starts both threads; does not wait for the port. */
    public void start() {
        owner.start();
        writer.start();
    }

    /** Whether the port is open now. */
    public boolean isOpen() {
        return transport != Closed.INSTANCE;
    }

    /**
     * Hands bytes to the writer.
     *
     * @throws IOException the line is not open, or it does not take what is waiting already.
     */
    public void send(byte[] bytes) throws IOException {
        if (!isOpen()) {
            throw new IOException("writing line " + name + ": the port is not open");
        }
        if (!writes.offer(bytes)) {
            throw new IOException("writing line " + name + ": " + WRITES_WAITING_MAX + " writes are waiting already");
        }
    }

    /** Asks the owner to close the port and to open it again. */
    public void reopen() {
        reopenAsked = true;
    }

    /** Stops both threads and frees the port; waits for up to a second. */
    @Override
    public void close() {
        closing = true;
        lock.lock();
        try {
            wake.signalAll();
        } finally {
            lock.unlock();
        }
        writer.interrupt();
        join(owner);
        join(writer);
    }

    private void own() {
        long backOff = BACK_OFF_MILLIS_MIN;
        String unavailable = "";
        while (!closing) {
            try {
                Transport opened = opener.open();
                unavailable = "";
                backOff = BACK_OFF_MILLIS_MIN;
                readUntilLost(opened);
            } catch (PortAbsentException e) {
                backOff =
                        BACK_OFF_MILLIS_MIN; // looking costs nothing, and it is to be open soon after it is plugged in
                unavailable = tell(e, unavailable);
            } catch (IOException e) {
                unavailable = tell(e, unavailable);
            }
            pause(backOff);
            backOff = Math.min(BACK_OFF_MILLIS_MAX, backOff * 2);
        }
    }

    private String tell(IOException e, String told) {
        String reason = String.valueOf(e.getMessage());
        if (!reason.equals(told)) {
            listener.unavailable(reason);
        }
        return reason;
    }

    private void readUntilLost(Transport opened) {
        byte[] buffer = new byte[READ_BYTES];
        reopenAsked = false;
        writes.clear();
        writeDeadlineNanos = Long.MAX_VALUE;
        transport = opened;
        listener.opened();
        String reason = "closed";
        try {
            while (!closing && !reopenAsked) {
                int count = opened.read(buffer);
                if (count > 0) {
                    listener.received(buffer, count);
                }
                if (writeDeadlineNanos != Long.MAX_VALUE && System.nanoTime() - writeDeadlineNanos > 0) {
                    throw new IOException("writing line " + name + ": the other side does not read");
                }
            }
            reason = closing ? "closed" : "reopening line " + name + " as asked";
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        } finally {
            transport = Closed.INSTANCE;
            opened.close();
            if (!closing) {
                listener.lost(reason);
            }
        }
    }

    private void write() {
        while (!closing) {
            try {
                byte[] bytes = writes.take();
                long allowed = settings.wireMillis(bytes.length) + WRITE_GRACE_MILLIS;
                writeDeadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(allowed);
                transport.write(bytes);
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                reopenAsked = true;
            } finally {
                writeDeadlineNanos = Long.MAX_VALUE;
            }
        }
    }

    private void pause(long millis) {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (!closing && left > 0) {
                left = wake.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stands where no port is open. */
    private enum Closed implements Transport {
        INSTANCE;

        @Override
        public int read(byte[] buffer) throws IOException {
            throw new IOException("reading: the port is not open");
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            throw new IOException("writing: the port is not open");
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
