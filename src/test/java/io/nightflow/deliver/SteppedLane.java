package io.nightflow.deliver;

import io.nightflow.link.Lane;
import io.nightflow.link.Message;
import io.nightflow.staging.StagedBatch;
import io.nightflow.staging.StagingDirectory;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One lane of the delivery for simulations: what the staging consumer and {@link LaneSender} do in a thread that waits is
 * done here in steps, each told from outside.
 */
public final class SteppedLane {
    private static final int BATCH_FILES = 10;
    private static final long BATCH_BYTES = 1_000_000;

    private final Lane lane;
    private final StagingDirectory directory;
    private final DeviceLine line;
    private final InstantSource clock;
    private final LongSupplier millis;
    private final LaneConversation.Memory memory = new LaneConversation.Memory();
    private @Nullable LaneConversation delivery;
    private @Nullable StagedBatch batch;

    /** A lane that is idle. */
    public SteppedLane(
            Lane lane, StagingDirectory directory, DeviceLine line, InstantSource clock, LongSupplier millis) {
        this.lane = lane;
        this.directory = directory;
        this.line = line;
        this.clock = clock;
        this.millis = millis;
    }

    /** Begins to drain where something waits and nothing is being drained. */
    public void poll() throws IOException {
        if (batch == null && directory.tryDrainLock() && directory.backlog().rows() > 0) {
            directory.beginDrain();
            next(true);
        }
    }

    /** A body came from the device. */
    public void received(String body) throws IOException {
        step(LaneSender.parse(body));
    }

    /** Time has passed. */
    public void tick() throws IOException {
        step(null);
    }

    private void next(boolean starts) throws IOException {
        Optional<StagedBatch> found = directory.nextBatch(BATCH_FILES, BATCH_BYTES);
        batch = found.orElse(null);
        if (found.isEmpty()) {
            return;
        }
        LaneConversation before = delivery;
        LaneConversation now = starts || before == null
                ? new LaneConversation(
                        lane, line, found.get(), () -> clock.instant().getEpochSecond(), "gw", millis, memory)
                : before;
        delivery = now;
        long next = directory.backlog().next();
        converse(() -> {
            if (now.stored() == found.get().first() - 1 && now.isDone()) {
                now.goOn(found.get(), next);
            } else {
                now.open(next);
            }
        });
    }

    private void step(@Nullable Message message) throws IOException {
        LaneConversation now = delivery;
        if (batch != null && now != null) {
            converse(() -> now.step(message));
        }
    }

    private interface LineTurn {
        void run() throws IOException;
    }

    /** Where the disk fails nothing is acknowledged; where the line fails, what is across is. */
    private void converse(LineTurn turn) throws IOException {
        StagedBatch now = batch;
        LaneConversation ours = delivery;
        if (now == null || ours == null) {
            return;
        }
        try {
            turn.run();
        } catch (IOException e) {
            batch = null;
            throw e;
        } catch (IllegalStateException e) {
            batch = null;
            acknowledge(ours, now);
            return;
        }
        if (ours.isDone()) {
            batch = null;
            acknowledge(ours, now);
            if (ours.stored() >= now.last()) {
                next(false);
            }
        }
    }

    private void acknowledge(LaneConversation ours, StagedBatch now) throws IOException {
        if (ours.stored() >= now.first()) {
            directory.acknowledge(ours.stored());
        }
    }
}
