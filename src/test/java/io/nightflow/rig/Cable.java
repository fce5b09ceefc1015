package io.nightflow.rig;

import io.nightflow.line.PseudoTerminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A cable between two pseudo-terminals that loses a share of the lines one way and flips bits both ways. */
final class Cable implements AutoCloseable {
    private static final double FLIPPED_BYTES = 0.0002;

    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /** Lines from {@code device} to {@code gateway} are lost with this share. */
    Cable(PseudoTerminal gateway, PseudoTerminal device, double lostShare, long seed) {
        carry(gateway, device, 0, new Random(seed));
        carry(device, gateway, lostShare, new Random(seed + 1));
    }

    private void carry(PseudoTerminal from, PseudoTerminal to, double lostShare, Random random) {
        Thread thread = new Thread(
                () -> {
                    byte[] buffer = new byte[256];
                    try {
                        while (!closed) {
                            int count = from.read(buffer);
                            byte[] bytes = Arrays.copyOf(buffer, Math.max(0, count));
                            for (int i = 0; i < bytes.length; i++) {
                                bytes[i] ^= (byte) (random.nextDouble() < FLIPPED_BYTES ? 1 << random.nextInt(8) : 0);
                            }
                            if (bytes.length > 0 && random.nextDouble() >= lostShare) {
                                to.write(bytes);
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
