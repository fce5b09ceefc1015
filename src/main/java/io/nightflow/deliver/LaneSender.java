package io.nightflow.deliver;

import io.nightflow.link.Lane;
import io.nightflow.link.Message;
import io.nightflow.link.MessageParser;
import io.nightflow.link.Parsed;
import io.nightflow.staging.Backlog;
import io.nightflow.staging.StagedBatch;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings batches of one lane to the device, one after the other. */
public final class LaneSender {
    private static final Logger LOG = LoggerFactory.getLogger(LaneSender.class);
    private static final int INBOX_MAX = 1_000;
    private static final long STOPPED_MILLIS = 60_000;
    private static final long STOOD_STILL_MILLIS = 10_000;

    private final Lane lane;
    private final DeviceLine line;
    private final String gateway;
    private final InstantSource clock;
    private final LongSupplier monotonicMillis;
    private final BlockingQueue<Message> inbox = new ArrayBlockingQueue<>(INBOX_MAX);
    private final LongAdder delivered = new LongAdder();
    private final LaneConversation.Memory memory = new LaneConversation.Memory();
    private final Alarm alarm;
    private @Nullable LaneConversation drain;
    private String told = "";
    private volatile String stopped = "";
    private long stoppedAt;
    private boolean hasDelivered;
    private volatile boolean stopping;

    /**
     * A lane over a line.
     *
     * @param monotonicMillis elapsed real time: time-outs must not follow a clock that is set.
     */
    public LaneSender(
            Lane lane,
            DeviceLine line,
            String gateway,
            InstantSource clock,
            LongSupplier monotonicMillis,
            Alarm alarm) {
        this.alarm = alarm;
        this.lane = lane;
        this.line = line;
        this.gateway = gateway;
        this.clock = clock;
        this.monotonicMillis = monotonicMillis;
    }

    /** Is told when a device takes no row any more, and when it takes rows again. */
    @FunctionalInterface
    public interface Alarm {
        /** Why nothing goes to the device; {@code ended} where it goes again. */
        void device(String reason, boolean ended);
    }

    /** Takes what the device says; other lanes' messages are a sign of life. */
    public void received(Message message) {
        if (!inbox.offer(message)) {
            LOG.debug("more lines from the device than the delivery takes; time-outs repair it");
        }
    }

    /** Ends a running delivery soon: what is acknowledged by then is recorded. */
    public void stop() {
        stopping = true;
    }

    /** Why the device takes no row any more; empty where it takes them. */
    public String stopped() {
        return stopped;
    }

    /** Rows that the device has acknowledged since the start. */
    public long delivered() {
        return delivered.sum();
    }

    /**
     * Delivers a batch.
     *
     * @param starts whether it is the first of a drain.
     * @return the last number that the device has stored.
     * @throws IOException the staging directory failed.
     */
    public synchronized long deliver(StagedBatch batch, boolean starts) throws IOException {
        if (!stopped.isEmpty() && monotonicMillis.getAsLong() - stoppedAt < STOPPED_MILLIS) {
            return batch.first() - 1;
        }
        Backlog backlog = batch.directory().backlog();
        LaneConversation delivery = starts || drain == null ? begin(batch) : drain;
        drain = delivery;
        try {
            converse(delivery, batch, backlog.next());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            tell(backlog.rows(), String.valueOf(cause.getMessage()));
        }
        delivered.add(delivery.stored() - batch.first() + 1);
        noteWhetherStopped(delivery, batch);
        if (delivery.stored() >= batch.last()) {
            told = "";
            LOG.info(
                    "delivered {} rows, the device has acknowledged up to {}",
                    batch.last() - batch.first() + 1,
                    delivery.stored());
        }
        return delivery.stored();
    }

    private void noteWhetherStopped(LaneConversation delivery, StagedBatch batch) {
        if (!delivery.stopped().isEmpty()) {
            stoppedAt = monotonicMillis.getAsLong();
            if (stopped.isEmpty()) {
                LOG.error(
                        "delivering: the device takes nothing: {}. Rows stay staged, one is tried again each minute."
                                + " Look at the device",
                        delivery.stopped());
                alarm.device(delivery.stopped(), false);
            }
            stopped = delivery.stopped();
        } else if ((!stopped.isEmpty() || !hasDelivered) && delivery.stored() >= batch.first()) {
            alarm.device(stopped, true); // also the first time: it may have been stopped before a restart
            stopped = "";
            hasDelivered = true;
        }
    }

    /** Once for each reason until something is across again: a lane that is tried each second must not fill the log. */
    private void tell(long rows, String reason) {
        if (!reason.equals(told)) {
            LOG.warn("delivering {} rows: {}. They stay staged", rows, reason);
        }
        told = reason;
    }

    private void converse(LaneConversation delivery, StagedBatch batch, long next)
            throws IOException, InterruptedException {
        line.turn().take();
        try {
            if (delivery.stored() == batch.first() - 1 && delivery.isDone()) {
                delivery.goOn(batch, next);
            } else {
                inbox.clear();
                delivery.open(next);
            }
            while (!delivery.isDone() && !stopping) {
                long asked = monotonicMillis.getAsLong();
                Message message = inbox.poll(delivery.patienceMillis(), TimeUnit.MILLISECONDS);
                if (monotonicMillis.getAsLong() - asked > STOOD_STILL_MILLIS) {
                    delivery.open(
                            next); // this process was stopped: what the device said meanwhile is no answer in time
                    continue;
                }
                if (delivery.isAnswered(message)) {
                    line.turn().give();
                    line.turn().take();
                }
                delivery.step(message);
            }
        } finally {
            line.turn().give();
        }
    }

    private LaneConversation begin(StagedBatch batch) {
        return new LaneConversation(
                lane, line, batch, () -> clock.instant().getEpochSecond(), gateway, monotonicMillis, memory);
    }

    /** A line from the device as a message; what is none is still a sign of life. */
    public static Message parse(String body) {
        return MessageParser.parse(body) instanceof Parsed.Understood understood
                ? understood.message()
                : new Message.Answer("", "");
    }
}
