package io.nightflow.bus;

import io.nightflow.line.Line;
import io.nightflow.line.LineListener;
import io.nightflow.line.PortSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;

/** The port of a bus: what it hears waits for the one who asks, what it has to say of itself is told on. */
public final class BusPort implements LineListener, AutoCloseable {
    private static final int WAITING_MAX = 10_000;

    private final Line line;
    private final Consumer<String> news;
    private final BlockingQueue<byte[]> heard = new LinkedBlockingQueue<>(WAITING_MAX);
    private final LongAdder bytes = new LongAdder();
    private final LongAdder opens = new LongAdder();
    private final BusTail tail = new BusTail();
    private volatile String state = "not open yet";

    /**
     * Of a port; does not open it yet.
     *
     * @param news takes why it cannot be opened, or was lost, and that it is open, each at its change.
     */
    public BusPort(PortSettings settings, Consumer<String> news) {
        this.line = Line.overPort(settings, this);
        this.news = news;
    }

    /** Begins to open it. */
    public void open() {
        line.start();
    }

    /** Whether it is open now. */
    public boolean isOpen() {
        return line.isOpen();
    }

    /** Why it is not open; {@code open} where it is. */
    public String state() {
        return isOpen() ? "open" : state;
    }

    /** Bytes received since the start. */
    public long bytes() {
        return bytes.sum();
    }

    /** How often it was opened. */
    public long opens() {
        return opens.sum();
    }

    /** What was asked and heard last, in hex, the oldest first. */
    public List<String> tail() {
        return tail.lines();
    }

    /** Closes it and opens it again. */
    public void reopen() {
        line.reopen();
    }

    /**
     * Says something; what was heard before is no answer to it and is dropped.
     *
     * @throws IOException the port is not open.
     */
    public void say(byte[] frame) throws IOException {
        heard.clear();
        tail.asked(frame);
        line.send(frame);
    }

    /** What comes first within this time; empty where nothing does. */
    public Optional<byte[]> hear(long nanos) throws InterruptedException {
        return Optional.ofNullable(heard.poll(Math.max(0, nanos), TimeUnit.NANOSECONDS));
    }

    /**
     * Says something and listens until what has come by then is understood; empty where it is not in this time.
     *
     * @param understood of all that was heard since.
     * @throws IOException the port is not open.
     */
    <T> Optional<T> ask(byte[] frame, Duration timeout, Function<byte[], Optional<T>> understood)
            throws IOException, InterruptedException {
        say(frame);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        long end = System.nanoTime() + timeout.toNanos();
        Optional<T> answer = Optional.empty();
        while (answer.isEmpty() && System.nanoTime() - end < 0) {
            Optional<byte[]> bytes = hear(end - System.nanoTime());
            bytes.ifPresent(all::writeBytes);
            answer = bytes.flatMap(some -> understood.apply(all.toByteArray()));
        }
        return answer;
    }

    @Override
    public void opened() {
        opens.increment();
        state = "open";
        news.accept("open");
    }

    @Override
    public void received(byte[] buffer, int count) {
        bytes.add(count);
        tail.heard(buffer, count);
        if (!heard.offer(Arrays.copyOf(buffer, count))) {
            heard.clear(); // nobody listens: an answer is asked for anew
        }
    }

    @Override
    public void lost(String reason) {
        state = reason;
        news.accept(reason);
    }

    @Override
    public void unavailable(String reason) {
        state = reason;
        news.accept(reason);
    }

    @Override
    public void close() {
        line.close();
    }
}
