package io.nightflow.simulation;

import io.nightflow.link.Frame;
import io.nightflow.link.LineDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** One direction of a serial line: bytes take their time, some are flipped, some chunks are lost, and plugs are pulled. */
final class Cable {
    private static final long BITS_A_SECOND = 9_600;
    private static final long DELAY_MILLIS = 20;

    private final Agenda agenda;
    private final Random random;
    private double flippedBytes;
    private double lostChunks;
    private boolean plugged = true;
    private long free;
    private Consumer<List<String>> receiver = bodies -> {};
    private LineDecoder decoder = new LineDecoder();

    Cable(Agenda agenda, Random random, double flippedBytes, double lostChunks) {
        this.agenda = agenda;
        this.random = random;
        this.flippedBytes = flippedBytes;
        this.lostChunks = lostChunks;
    }

    /** Who listens from now on, from the middle of whatever is on the line; bodies of valid lines, as they come. */
    void connect(Consumer<List<String>> listener) {
        receiver = listener;
        decoder = new LineDecoder();
    }

    boolean isPlugged() {
        return plugged;
    }

    void plug(boolean in) {
        plugged = in;
    }

    void repair() {
        plugged = true;
        flippedBytes = 0;
        lostChunks = 0;
    }

    /** Each body as a line of its own, one behind the other. */
    void send(List<String> bodies) {
        bodies.forEach(body -> send(Frame.encode(body)));
    }

    private void send(byte[] line) {
        free = Math.max(free, agenda.now()) + line.length * 10_000L / BITS_A_SECOND;
        if (!plugged || random.nextDouble() < lostChunks) {
            return;
        }
        for (int i = 0; i < line.length; i++) {
            line[i] ^= (byte) (random.nextDouble() < flippedBytes ? 1 << random.nextInt(8) : 0);
        }
        agenda.after(free - agenda.now() + DELAY_MILLIS, () -> arrive(line));
    }

    private void arrive(byte[] line) {
        List<String> bodies = new ArrayList<>();
        decoder.feed(line, line.length, frame -> {
            if (frame instanceof Frame.Valid valid) {
                bodies.add(valid.body());
            }
        });
        if (!bodies.isEmpty()) {
            receiver.accept(bodies);
        }
    }
}
