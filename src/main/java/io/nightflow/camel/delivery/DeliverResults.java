package io.nightflow.camel.delivery;

import io.nightflow.link.Lane;
import io.nightflow.link.LaneAction;
import io.nightflow.link.LaneMachine;
import io.nightflow.link.Message;
import io.nightflow.link.MessageParser;
import io.nightflow.link.Parsed;
import io.nightflow.staging.Backlog;
import io.nightflow.staging.StagingDirectory;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drains the staging directory to the device: what goes out is durable before its first byte, what is acknowledged is
 * recorded before its file is removed, a batch of minutes at a time. The state machine decides, this carries out.
 */
public final class DeliverResults {
    private static final Logger LOG = LoggerFactory.getLogger(DeliverResults.class);
    private static final int INBOX_MAX = 1_000;
    private static final long POLL_MILLIS_MAX = 200;

    private final StagingDirectory staging;
    private final DeviceLine line;
    private final String gateway;
    private final int baud;
    private final int batchMinutes;
    private final InstantSource clock;
    private final LongSupplier monotonicMillis;
    private final BlockingQueue<Message> inbox = new ArrayBlockingQueue<>(INBOX_MAX);
    private final LongAdder delivered = new LongAdder();
    private final Set<Long> refused = new HashSet<>();
    private volatile boolean stopping;

    /**
     * A delivery over a line of this speed.
     *
     * @param batchMinutes how many staged minutes are acknowledged and removed together.
     * @param monotonicMillis elapsed real time: time-outs must not follow a clock that is set.
     */
    public DeliverResults(
            StagingDirectory staging,
            DeviceLine line,
            String gateway,
            int baud,
            int batchMinutes,
            InstantSource clock,
            LongSupplier monotonicMillis) {
        this.staging = staging;
        this.line = line;
        this.gateway = gateway;
        this.baud = baud;
        this.batchMinutes = batchMinutes;
        this.clock = clock;
        this.monotonicMillis = monotonicMillis;
    }

    /** Takes a line from the device. */
    public void received(@Body String body) {
        if (MessageParser.parse(body) instanceof Parsed.Understood understood && !inbox.offer(understood.message())) {
            LOG.debug("more lines from the device than the delivery takes; time-outs repair it");
        }
    }

    /** Ends a running delivery soon: what is acknowledged by then is recorded. */
    public void stop() {
        stopping = true;
    }

    /** Rows that the device has acknowledged since the start. */
    public long delivered() {
        return delivered.sum();
    }

    /**
     * Delivers what is staged; returns when the device has it all, or does not answer.
     *
     * @throws IOException the staging directory failed.
     */
    public synchronized void deliverDue() throws IOException {
        if (!staging.tryDrainLock()) {
            LOG.debug("another gateway drains this staging directory");
            return;
        }
        Backlog backlog = staging.beginDrain();
        if (backlog.rows() > 0) {
            inbox.clear();
            new Drain(backlog).run();
        }
    }

    /** One opening of the lane. */
    private final class Drain {
        private final LaneMachine machine = new LaneMachine(Lane.RESULTS, gateway, baud);
        private final Deque<LaneAction> todo = new ArrayDeque<>();
        private final Backlog start;
        private long epoch;
        private long next;
        private long stored;
        private long recorded;
        private long batchEnd;
        private boolean done;

        Drain(Backlog backlog) throws IOException {
            start = backlog;
            epoch = backlog.epoch();
            next = backlog.next();
            stored = backlog.first() - 1;
            recorded = stored;
            batchEnd = staging.endOfOldest(batchMinutes);
        }

        void run() throws IOException {
            try {
                carryOut(
                        machine.open(epoch, start.first(), next, clock.instant().getEpochSecond(), now()));
                while (!done && !stopping) {
                    long wait = Math.min(POLL_MILLIS_MAX, machine.deadline() - now());
                    Message message = inbox.poll(Math.max(0, wait), TimeUnit.MILLISECONDS);
                    carryOut(message == null ? machine.tick(now()) : machine.received(message, now()));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.warn("delivering {} rows: {}. They stay staged", next - 1 - stored, reason(e));
            } finally {
                record();
            }
        }

        private void carryOut(List<LaneAction> actions) throws IOException {
            todo.addAll(actions);
            for (LaneAction action = todo.poll(); action != null; action = todo.poll()) {
                carryOut(action);
            }
        }

        private void carryOut(LaneAction action) throws IOException {
            if (action instanceof LaneAction.Say say) {
                line.send(List.of(say.message().body()));
            } else if (action instanceof LaneAction.SendRows rows) {
                line.send(bodies(rows.first(), rows.last()));
            } else if (action instanceof LaneAction.Stored through) {
                stored(through.last());
            } else if (action instanceof LaneAction.NewEpoch) {
                epoch = staging.newEpoch(clock.instant().getEpochSecond());
                todo.addAll(machine.renumbered(epoch, now()));
            } else if (action instanceof LaneAction.Refused row) {
                refuse(row);
            } else if (action instanceof LaneAction.Drained) {
                drained();
            } else if (action instanceof LaneAction.Note note) {
                LOG.warn("delivering: {}", note.words());
            } else if (action instanceof LaneAction.Reopen) {
                LOG.warn(
                        "delivering {} rows: the device has not answered for 3 minutes. Reopening its port; they stay "
                                + "staged",
                        next - 1 - stored);
                line.reopen();
                done = true;
            }
        }

        private List<String> bodies(long first, long last) throws IOException {
            List<String> bodies = new ArrayList<>();
            for (long number = first; number <= last; number++) {
                long sequence = number;
                bodies.add(
                        refused.contains(number)
                                ? voidNumber(number)
                                : staging.row(number)
                                        .map(row -> Message.numbered(row, epoch, sequence))
                                        .orElseGet(() -> voidNumber(sequence)));
            }
            return bodies;
        }

        private String voidNumber(long number) {
            return new Message.VoidNumber(Lane.RESULTS, epoch, number).body();
        }

        private void stored(long last) throws IOException {
            stored = last;
            if (stored + 1 >= batchEnd) {
                record();
                batchEnd = staging.endOfOldest(batchMinutes);
            }
        }

        private void record() throws IOException {
            if (stored > recorded) {
                staging.acknowledge(stored);
                delivered.add(stored - recorded);
                recorded = stored;
            }
        }

        private void refuse(LaneAction.Refused row) throws IOException {
            String text = staging.row(row.sequence()).orElse("void");
            LOG.error(
                    "delivering row {}: the device refuses it ({}). It is kept in dead/, its number goes out void: {}",
                    row.sequence(),
                    row.reason(),
                    text);
            staging.refused(row.sequence(), text, row.reason());
            refused.add(row.sequence());
        }

        private void drained() throws IOException {
            record();
            long now = staging.backlog().next();
            if (now > next) {
                next = now;
                todo.addAll(machine.extend(next, now()));
            } else {
                LOG.info("delivered {} rows, the device has acknowledged up to {}", stored - start.first() + 1, stored);
                done = true;
            }
        }

        private long now() {
            return monotonicMillis.getAsLong();
        }

        private static String reason(RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return String.valueOf(cause.getMessage());
        }
    }
}
