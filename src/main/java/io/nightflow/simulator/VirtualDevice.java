package io.nightflow.simulator;

import io.nightflow.line.Transport;
import io.nightflow.link.Capabilities;
import io.nightflow.link.DeviceMachine;
import io.nightflow.link.Frame;
import io.nightflow.link.LineDecoder;
import io.nightflow.link.Message;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** An embedded device that obeys Nightflow Link 1; one thread runs it until it is stopped or its line is lost. */
public final class VirtualDevice implements Runnable {
    /** What a small device can do: ten lines under way, 50 ms to store one. */
    public static final Capabilities SMALL = new Capabilities(10, Frame.LINE_BYTES_MAX, 50);

    private final Transport line;
    private final DeviceMemory memory;
    private final DeviceMachine machine;
    private final BooleanSupplier dropsAnswer;
    private final AtomicLong stored = new AtomicLong();
    private final LineDecoder decoder = new LineDecoder();
    private volatile boolean stopped;

    /** A device called {@code name} that has just booted; answers for which the supplier says so are lost. */
    public VirtualDevice(
            String name, Transport line, DeviceMemory memory, Capabilities capabilities, BooleanSupplier dropsAnswer) {
        this.line = line;
        this.memory = memory;
        this.dropsAnswer = dropsAnswer;
        this.machine = new DeviceMachine(name, memory.boots(), capabilities, memory.positions());
    }

    /** Rows stored since it booted. */
    public long stored() {
        return stored.get();
    }

    @Override
    public void run() {
        byte[] buffer = new byte[4_096];
        try {
            for (Message greeting : machine.greetings()) {
                say(greeting);
            }
            while (!stopped) {
                int count = line.read(buffer);
                decoder.feed(buffer, count, frame -> {
                    if (frame instanceof Frame.Valid valid) {
                        take(valid.body());
                    }
                });
            }
        } catch (IOException | IllegalStateException e) {
            stopped = true;
        }
    }

    private void take(String body) {
        try {
            long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
            for (DeviceMachine.Action action : machine.received(body, now)) {
                if (action instanceof DeviceMachine.Action.Store store) {
                    memory.store(store.row());
                    stored.incrementAndGet();
                } else if (action instanceof DeviceMachine.Action.Adopt adopt) {
                    memory.adopt(adopt.lane(), adopt.position());
                } else if (action instanceof DeviceMachine.Action.Reply reply) {
                    say(reply.message());
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException("the device's line or memory failed", e);
        }
    }

    private void say(Message message) throws IOException {
        if (!dropsAnswer.getAsBoolean()) {
            line.write(Frame.encode(message.body()));
        }
    }

    /** Ends {@link #run} within its next read. */
    public void stop() {
        stopped = true;
    }
}
