package io.nightflow.bus;

import io.nightflow.meter.poll.PollPlan;
import io.nightflow.meter.poll.PollPlan.Action;
import io.nightflow.meter.poll.PollPlan.Seen;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Asks the meters of a bus in their turn, as long as it is wanted. Runs on the caller's thread. */
public final class BusRound {
    private static final long CLOSED_LOOK = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long WAIT_MAX = TimeUnit.MILLISECONDS.toNanos(500);

    private final BusPort port;
    private final PollPlan plan;
    private final BusClock clock;
    private final Sink sink;

    /** Takes what was seen, and at which nanosecond of the clock. */
    @FunctionalInterface
    public interface Sink {
        /** A look is complete. */
        void seen(Seen seen, long nanos);
    }

    /** By this plan and clock, over this port. */
    public BusRound(BusPort port, PollPlan plan, BusClock clock, Sink sink) {
        this.port = port;
        this.plan = plan;
        this.clock = clock;
        this.sink = sink;
    }

    /** Goes on until it is no longer wanted, or the thread is interrupted. */
    public void run(BooleanSupplier wanted) throws InterruptedException {
        while (wanted.getAsBoolean()) {
            if (!port.isOpen()) {
                plan.reopened(clock.nanos());
                port.hear(CLOSED_LOOK);
                continue;
            }
            Action action = plan.next(clock.nanos());
            if (action instanceof Action.Ask ask) {
                say(ask.bytes());
            } else if (action instanceof Action.Wait wait) {
                listen(wait.until());
            }
        }
    }

    private void say(byte[] frame) {
        try {
            port.say(frame);
        } catch (IOException e) {
            plan.reopened(clock.nanos()); // it has told so itself
        }
    }

    private void listen(long until) throws InterruptedException {
        Optional<byte[]> bytes = port.hear(Math.min(WAIT_MAX, clock.onMachine(until - clock.nanos())));
        if (bytes.isPresent()) {
            long now = clock.nanos();
            plan.heard(now, bytes.get(), bytes.get().length).ifPresent(seen -> sink.seen(seen, now));
        }
    }
}
