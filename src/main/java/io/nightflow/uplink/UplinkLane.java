package io.nightflow.uplink;

import io.nightflow.link.Lane;
import io.nightflow.staging.Backlog;
import io.nightflow.staging.StagedFiles;
import io.nightflow.staging.StagingDirectory;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings one lane's staged files to the fleet, on a thread of its own; what is stored there is recorded, then removed. */
public final class UplinkLane implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UplinkLane.class);
    private static final int FILES_A_BATCH = 60;
    private static final long BYTES_A_BATCH = 60_000;
    private static final long YEARS = 51L * 365 * 86_400; // a year more than the fleet takes
    private static final long LOOK_MILLIS = 1_000;
    private static final long NOT_ASKED = Long.MIN_VALUE;
    private static final long STOP_MILLIS = 3_000;

    /** Hands a batch to the broker. */
    @FunctionalInterface
    public interface Wire {
        /** Without waiting; false where it is away. */
        boolean send(Lane lane, byte[] batch);
    }

    private interface Event {
        void happen() throws IOException;
    }

    private final Lane lane;
    private final StagingDirectory directory;
    private final Wire wire;
    private final InstantSource clock;
    private final LongSupplier monotonicMillis;
    private final UplinkMachine machine = new UplinkMachine();
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final LongAdder stored = new LongAdder();
    private final Thread thread;
    private volatile boolean closing;
    private volatile long askedAt = NOT_ASKED;
    private volatile long progressAt;
    private boolean told;

    /** Of this directory; nothing goes before {@link #start}. */
    public UplinkLane(
            Lane lane, StagingDirectory directory, Wire wire, InstantSource clock, LongSupplier monotonicMillis) {
        this.lane = lane;
        this.directory = directory;
        this.wire = wire;
        this.clock = clock;
        this.monotonicMillis = monotonicMillis;
        thread = new Thread(this::run, "uplink-" + lane.word());
        thread.setDaemon(true);
    }

    /** Begins. */
    public void start() {
        progressAt = monotonicMillis.getAsLong();
        thread.start();
    }

    /** The broker is there. */
    public void connected() {
        events.add(this::open);
    }

    /** The broker is gone. */
    public void gone() {
        events.add(machine::disconnected);
    }

    /** The fleet has answered. */
    public void received(LaneAnswer answer) {
        events.add(() -> answered(answer));
    }

    /** Something was staged. */
    public void staged() {
        if (events.isEmpty()) {
            events.add(() -> {});
        }
    }

    /** Rows that the fleet has stored since the start. */
    public long stored() {
        return stored.sum();
    }

    /** For how many milliseconds the fleet has been asked and has not answered. */
    public long unansweredMillis() {
        long since = askedAt;
        return since == NOT_ASKED ? 0 : monotonicMillis.getAsLong() - since;
    }

    /** For how many milliseconds rows have waited and none was stored, whatever the fleet answers. */
    public long stuckMillis() {
        return Math.max(0, monotonicMillis.getAsLong() - progressAt);
    }

    /** What waits. */
    public Backlog backlog() throws IOException {
        return directory.backlog();
    }

    private void run() {
        while (!closing) {
            try {
                Event event = events.poll(
                        machine.patienceMillis(monotonicMillis.getAsLong(), LOOK_MILLIS), TimeUnit.MILLISECONDS);
                while (event != null) {
                    event.happen();
                    event = events.poll();
                }
                send();
                if (machine.isDrained()) {
                    progressAt = monotonicMillis.getAsLong();
                }
                told = false;
            } catch (IOException | RuntimeException e) {
                tell(e);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void tell(Exception failure) {
        if (!told && !closing) {
            LOG.warn(
                    "sending {} to the fleet: {}. They stay staged, it is tried again",
                    lane.word(),
                    failure.getMessage());
        }
        told = true;
        machine.disconnected();
        events.add(this::open);
        java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS));
    }

    private void open() throws IOException {
        if (!directory.tryDrainLock()) {
            return; // another gateway drains it
        }
        Backlog backlog = directory.beginDrain();
        machine.connected(backlog.epoch(), backlog.first() - 1, directory.unsent(), monotonicMillis.getAsLong());
    }

    private void answered(LaneAnswer answer) throws IOException {
        if (answer.epoch() > clock.instant().getEpochSecond() + YEARS) {
            return; // no numbering begins there: not of a fleet
        }
        long before = machine.stored();
        switch (machine.received(answer, monotonicMillis.getAsLong())) {
            case STORED -> {
                if (machine.stored() > before) {
                    directory.acknowledge(machine.stored());
                    stored.add(machine.stored() - before);
                    progressAt = monotonicMillis.getAsLong();
                }
            }
            case NEW_EPOCH -> {
                long fresh = directory.newEpoch(
                        Math.max(machine.atLeast(), clock.instant().getEpochSecond()));
                LOG.warn(
                        "sending {} to the fleet: it knows numbers that this disk does not. They are numbered anew, from"
                                + " {} on; what is staged is sent",
                        lane.word(),
                        machine.stored() + 1);
                machine.renumbered(fresh, monotonicMillis.getAsLong());
            }
            case NOTHING -> {}
        }
        askedAt = NOT_ASKED;
    }

    private void send() throws IOException {
        long now = monotonicMillis.getAsLong();
        machine.tick(now);
        if (machine.saysHello(now)) {
            long first = machine.stored() + 1;
            say(new UplinkBatch(lane, machine.epoch(), first, first, first - 1, directory.unsent(), List.of()));
        }
        for (long next = machine.next(); next > 0; next = machine.next()) {
            Optional<StagedFiles> files = directory.filesToSend(next, FILES_A_BATCH, BYTES_A_BATCH);
            if (files.isEmpty()) {
                return;
            }
            long to = files.get().to();
            say(new UplinkBatch(
                    lane,
                    machine.epoch(),
                    machine.stored() + 1,
                    next,
                    to,
                    directory.unsent(),
                    files.get().minutes()));
            machine.sent(to, monotonicMillis.getAsLong());
        }
    }

    private void say(UplinkBatch batch) {
        askedAt = askedAt == NOT_ASKED ? monotonicMillis.getAsLong() : askedAt;
        if (!wire.send(lane, batch.encode())) {
            machine.disconnected(); // its listener tells when it is back
        }
    }

    /** What is under way is repeated at the next start. */
    @Override
    public void close() {
        closing = true;
        events.add(() -> {});
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
