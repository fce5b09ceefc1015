package io.nightflow.rig;

import io.nightflow.simulator.PseudoTerminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/** A cable between two pseudo-terminals, as bad or as slow as its {@link Quality} says. */
final class Cable implements AutoCloseable {
    private static final int READ_BYTES = 64;
    private static final long LATE_NANOS = 2_000_000;

    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong toDevice = new AtomicLong();
    private final Quality quality;
    private volatile boolean closed;

    /**
     * What becomes of bytes.
     *
     * @param lostReads share of what the device says that is lost, 64 bytes at a time.
     * @param flippedBytes share of the bytes that arrive with a changed bit, both ways.
     * @param baud bits a second; bytes arrive when a line of this speed would have them across.
     */
    record Quality(double lostReads, double flippedBytes, int baud) {
        static final Quality BAD = new Quality(0.1, 0.0002, 921_600);
    }

    Cable(PseudoTerminal gateway, PseudoTerminal device, Quality quality, long seed) {
        this.quality = quality;
        carry(gateway, device, 0, toDevice, new Random(seed));
        carry(device, gateway, quality.lostReads, new AtomicLong(), new Random(seed + 1));
    }

    /** Bytes that have reached the device's side. */
    long toDevice() {
        return toDevice.get();
    }

    private void carry(PseudoTerminal from, PseudoTerminal to, double lost, AtomicLong carried, Random random) {
        Thread thread = new Thread(
                () -> {
                    byte[] buffer = new byte[READ_BYTES];
                    long free = System.nanoTime();
                    try {
                        while (!closed) {
                            int count = from.read(buffer);
                            byte[] bytes = Arrays.copyOf(buffer, Math.max(0, count));
                            flip(bytes, random);
                            free = waitForWire(free, bytes.length);
                            if (bytes.length > 0 && random.nextDouble() >= lost) {
                                to.write(bytes);
                                carried.addAndGet(bytes.length);
                            }
                        }
                    } catch (IOException e) {
                        closed = true;
                    }
                },
                "cable");
        threads.add(thread);
        thread.start();
    }

    private void flip(byte[] bytes, Random random) {
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= (byte) (random.nextDouble() < quality.flippedBytes ? 1 << random.nextInt(8) : 0);
        }
    }

    /** Waits until the wire has carried so many bytes more; gives when it is free again. We wake late, a wire does not. */
    private long waitForWire(long free, int bytes) {
        long now = System.nanoTime();
        long start = now - free < LATE_NANOS ? free : now;
        long until = start + bytes * 10L * 1_000_000_000 / quality.baud;
        for (long left = until - System.nanoTime(); bytes > 0 && left > 0; left = until - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
        return until;
    }

    @Override
    public void close() {
        closed = true;
        for (Thread thread : threads) {
            try {
                thread.join(1_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
