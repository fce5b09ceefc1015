package io.nightflow.listen;

import io.nightflow.line.Line;
import io.nightflow.line.LineListener;
import io.nightflow.line.PortSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One open port, which is heard and not spoken to. */
public final class PortEar implements AutoCloseable, LineListener {
    private static final int CHUNKS_MAX = 10_000;

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>(CHUNKS_MAX);
    private final Line line;

    /**
     * What a port gave.
     *
     * @param bytes that came.
     * @param trouble why the port cannot be heard; empty where it can.
     */
    public record Heard(byte[] bytes, String trouble) {}

    private PortEar(PortSettings settings) {
        line = Line.overPort(settings, this);
    }

    /** Opens it; what is wrong with it is heard. */
    public static PortEar open(PortSettings settings) {
        PortEar ear = new PortEar(settings);
        ear.line.start();
        return ear;
    }

    /** What comes next; empty where nothing has for so long. */
    public Optional<Heard> next(Duration wait) throws InterruptedException {
        @Nullable Heard next = heard.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
        return Optional.ofNullable(next);
    }

    /**
     * For {@link SpeedScan}: waits so long for the first byte, then goes on for a while.
     *
     * @throws IOException the port cannot be opened.
     */
    public static byte[] burst(PortSettings settings, Duration first, Duration then) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (PortEar ear = open(settings)) {
            long end = System.nanoTime() + first.toNanos();
            for (long left = first.toNanos(); left > 0; left = end - System.nanoTime()) {
                Optional<Heard> next = ear.next(Duration.ofNanos(left));
                if (next.isPresent() && !next.get().trouble().isEmpty()) {
                    throw new IOException(next.get().trouble());
                }
                boolean begins = next.isPresent() && all.size() == 0;
                all.writeBytes(next.map(Heard::bytes).orElse(new byte[0]));
                end = begins ? System.nanoTime() + then.toNanos() : end;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return all.toByteArray();
    }

    @Override
    public void opened() {
        // its bytes will tell
    }

    @Override
    public void received(byte[] buffer, int count) {
        tell(new Heard(Arrays.copyOf(buffer, count), ""));
    }

    @Override
    public void lost(String reason) {
        tell(new Heard(new byte[0], reason));
    }

    @Override
    public void unavailable(String reason) {
        tell(new Heard(new byte[0], reason));
    }

    /** Nobody who looks on for so long that it is full wants the rest. */
    private void tell(Heard news) {
        if (!heard.offer(news)) {
            heard.clear();
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
