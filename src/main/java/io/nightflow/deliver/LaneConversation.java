package io.nightflow.deliver;

import io.nightflow.link.Frame;
import io.nightflow.link.Lane;
import io.nightflow.link.LaneAction;
import io.nightflow.link.LaneMachine;
import io.nightflow.link.Message;
import io.nightflow.link.RefusedRows;
import io.nightflow.staging.StagedBatch;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The delivery of batches, one after the other: the state machine decides, this carries out. */
public final class LaneConversation {
    private static final Logger LOG = LoggerFactory.getLogger(LaneConversation.class);
    private static final long PATIENCE_MILLIS_MAX = 200;

    private final Lane lane;
    private final LaneMachine machine;
    private final DeviceLine line;
    private StagedBatch batch;
    private final LongSupplier utc;
    private final LongSupplier monotonicMillis;
    private final RefusedRows refusedRows;
    private final DeviceNews news;
    private final Deque<LaneAction> todo = new ArrayDeque<>();
    private final Set<Long> refused = new HashSet<>();
    private long epoch;
    private long stored;
    private boolean done;
    private String stopped = "";

    /** What outlives one delivery. */
    public record Memory(RefusedRows refused, DeviceNews news) {
        /** Nothing was refused or told yet. */
        public Memory() {
            this(new RefusedRows(), new DeviceNews());
        }
    }

    /** Begins with a batch; {@code utc} in seconds, {@code monotonicMillis} by a clock that is never set. */
    public LaneConversation(
            Lane lane,
            DeviceLine line,
            StagedBatch batch,
            LongSupplier utc,
            String gateway,
            LongSupplier monotonicMillis,
            Memory memory) {
        this.lane = lane;
        this.machine = new LaneMachine(lane, gateway, line.baud(), line.turn().duplex(), utc, memory.refused());
        this.line = line;
        this.batch = batch;
        this.utc = utc;
        this.monotonicMillis = monotonicMillis;
        this.refusedRows = memory.refused();
        this.news = memory.news();
        epoch = batch.epoch();
        stored = batch.first() - 1;
    }

    /** Asks the device for its last number; {@code next} is the next number to be given. */
    public void open(long next) throws IOException {
        carryOut(machine.open(
                epoch, batch.first(), next, batch.last(), batch.directory().unsent(), now()));
    }

    /** Goes on with the batch behind the one that is across. */
    public void goOn(StagedBatch following, long next) throws IOException {
        batch = following;
        done = false;
        carryOut(machine.extend(next, batch.last(), now()));
    }

    /** A message came, or none within {@link #patienceMillis}. */
    public void step(@Nullable Message message) throws IOException {
        carryOut(message == null ? machine.tick(now()) : machine.received(message, now()));
    }

    /** Whether the device has answered this lane, or has been waited for long enough: another may speak now. */
    public boolean isAnswered(@Nullable Message message) {
        boolean ours = (message instanceof Message.Welcome welcome && welcome.lane() == lane)
                || (message instanceof Message.Acknowledge ack && ack.lane() == lane)
                || (message instanceof Message.GoBack back && back.lane() == lane);
        return ours || now() >= machine.deadline();
    }

    /** For how long to wait for the device before the next step. */
    public long patienceMillis() {
        return Math.max(0, Math.min(PATIENCE_MILLIS_MAX, machine.deadline() - now()));
    }

    /** The last number of the batch that the device has stored. */
    public long stored() {
        return stored;
    }

    /** Whether the batch is across, or given up for now. */
    public boolean isDone() {
        return done;
    }

    /** Why nothing more is sent to the device for now; empty where that is not so. */
    public String stopped() {
        return stopped;
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
            stored = through.last();
        } else if (action instanceof LaneAction.Met met) {
            news.meet(met, batch, now());
        } else if (action instanceof LaneAction.NewEpoch) {
            epoch = batch.directory().newEpoch(utc.getAsLong());
            todo.addAll(machine.renumbered(epoch, now()));
        } else if (action instanceof LaneAction.Refused row) {
            refuse(row.sequence(), "the device refuses it (" + row.reason() + ")");
        } else if (action instanceof LaneAction.Stopped stop) {
            stopped = stop.reason();
            done = true;
        } else if (action instanceof LaneAction.Note note) {
            news.note(note.words(), now());
        } else if (action instanceof LaneAction.Drained) {
            done = true;
        } else if (action instanceof LaneAction.Reopen) {
            LOG.warn("delivering: the device has not answered for 3 minutes. Reopening its port; rows stay staged");
            line.reopen();
            done = true;
        }
    }

    private List<String> bodies(long first, long last) throws IOException {
        List<Optional<String>> rows = batch.directory().rowsToSend(first, last);
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < rows.size() && stopped.isEmpty(); i++) {
            long number = first + i;
            Optional<String> body = rows.get(i).map(row -> Message.numbered(row, epoch, number));
            if (body.isPresent() && !refused.contains(number) && !fits(body.get())) {
                tooLong(number);
            }
            String voidNumber = new Message.VoidNumber(lane, epoch, number).body();
            bodies.add(refused.contains(number) ? voidNumber : body.orElse(voidNumber));
        }
        return stopped.isEmpty() ? bodies : List.of();
    }

    private boolean fits(String body) {
        return Frame.lineBytes(body) <= machine.lineBytesMax();
    }

    private void tooLong(long number) throws IOException {
        String reason = "it is longer than the " + machine.lineBytesMax() + " bytes that the device takes";
        if (refusedRows.setAside(number)) {
            refuse(number, reason);
        } else {
            stopped = "every row is longer than the " + machine.lineBytesMax() + " bytes that it takes";
            done = true;
        }
    }

    private void refuse(long number, String reason) throws IOException {
        String text = batch.directory().row(number).orElse("void");
        LOG.error("delivering row {}: {}. It is kept in dead/, its number goes out void: {}", number, reason, text);
        batch.directory().refused(number, text, reason);
        refused.add(number);
    }

    private long now() {
        return monotonicMillis.getAsLong();
    }
}
