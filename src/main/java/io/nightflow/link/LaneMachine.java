package io.nightflow.link;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The gateway's side of one lane: go-back-N over numbers that are durable before they are sent. Pure: events and
 * elapsed milliseconds of any monotonic clock in, actions out; one thread.
 *
 * <pre>
 * DOWN  --open-->  SYNC   H every 2 s (10 s after 5 tries)
 * SYNC  --W----->  READY  same epoch, last was sent; what is staged up to last is stored
 *                  SYNC   same epoch, last was never sent: our disk is older than the device: new epoch
 *                  SYNC   other epoch: the device adopts ours when it hears H
 * READY --A(l)-->  READY  all up to l is stored; the next lines of the window go out
 *       --N(l)-->  READY  go back to l + 1
 *       --time-->  READY  go back to the acknowledgement; after 5 in a row SYNC
 * any   --180 s without a valid line--> reopen the port
 * </pre>
 *
 * A device that greets without being asked moves the acknowledgement only; one that started anew gets its window again.
 */
public final class LaneMachine {
    private static final long MUTE_MILLIS = 180_000;
    private static final long GO_BACK_PAUSE_MILLIS = 250;
    private static final int TIMEOUTS_IN_A_ROW_MAX = 5;

    /** No line; asking the device for its last number; sending, or everything sent. */
    private enum State {
        DOWN,
        SYNC,
        READY
    }

    private final Lane lane;
    private final String gateway;
    private final int baud;
    private final LongSupplier utc;
    private final SendWindow window;
    private final HelloPace pace = new HelloPace();
    private final RefusedRows refused;
    private final List<LaneAction> actions = new ArrayList<>();
    private State state = State.DOWN;
    private long epoch;
    private long deadline = Long.MAX_VALUE;
    private long heardAt;
    private long wentBackAt;
    private int timeouts;

    /**
     * A lane that is down, on a line of this speed.
     *
     * @param utc the time to tell the device, epoch seconds.
     * @param refused rows that the device does not take, also before.
     */
    public LaneMachine(Lane lane, String gateway, int baud, Duplex duplex, LongSupplier utc, RefusedRows refused) {
        this.lane = lane;
        this.gateway = gateway;
        this.baud = baud;
        this.utc = utc;
        this.refused = refused;
        window = new SendWindow(duplex);
    }

    /**
     * The line is open: numbers from {@code first} on are held, {@code next} is given next, those up to {@code limit} may
     * go, and from {@code unsent} on none was ever sent from our disk: a device that has it shows that the disk is old.
     */
    public List<LaneAction> open(long epoch, long first, long next, long limit, long unsent, long now) {
        this.epoch = epoch;
        window.open(first - 1, next, limit, unsent);
        heardAt = now;
        timeouts = 0;
        sync(now);
        return drainActions();
    }

    /** More is to be delivered on a lane that is drained; the device need not be asked. */
    public List<LaneAction> extend(long next, long limit, long now) {
        window.extend(next, limit);
        sendWindow(now);
        return drainActions();
    }

    /** The executor has stored a new epoch. */
    public List<LaneAction> renumbered(long newEpoch, long now) {
        epoch = newEpoch;
        sync(now);
        return drainActions();
    }

    /** A message came; those of other lanes count as a sign of life only. */
    public List<LaneAction> received(Message message, long now) {
        heardAt = now;
        if (message instanceof Message.Welcome welcome && welcome.lane() == lane) {
            welcome(welcome, now);
        } else if (message instanceof Message.Acknowledge ack && ack.lane() == lane && ack.epoch() == epoch) {
            acknowledged(ack.last(), now);
        } else if (message instanceof Message.GoBack back && back.lane() == lane) {
            goBack(back, now);
        }
        return drainActions();
    }

    /** Time has passed; to be called at {@link #deadline} at the latest. */
    public List<LaneAction> tick(long now) {
        if (state != State.DOWN && now - heardAt >= MUTE_MILLIS) {
            heardAt = now;
            actions.add(new LaneAction.Reopen());
        } else if (state == State.SYNC && now >= deadline) {
            hello(now);
        } else if (state == State.READY && now >= deadline) {
            timedOut(now);
        }
        return drainActions();
    }

    /** When {@link #tick} is due; {@link Long#MAX_VALUE} for never. */
    public long deadline() {
        return state == State.DOWN ? Long.MAX_VALUE : Math.min(deadline, heardAt + MUTE_MILLIS);
    }

    private void sync(long now) {
        state = State.SYNC;
        pace.restart(now);
        hello(now);
    }

    private void hello(long now) {
        deadline = now + pace.said();
        actions.add(new LaneAction.Say(
                new Message.Hello(gateway, lane, epoch, window.stored() + 1, window.next(), utc.getAsLong())));
    }

    private void welcome(Message.Welcome welcome, long now) {
        window.device(welcome.capabilities());
        actions.add(new LaneAction.Met(welcome.device(), welcome.boots()));
        Greeting greeting = Greeting.of(welcome, epoch, window);
        greeting.note().ifPresent(actions::add);
        if (greeting.kind() == Greeting.Kind.GOES_ON) {
            ready(welcome, now);
        } else if (greeting.kind() == Greeting.Kind.NUMBER_ANEW && pace.mayRenumber(now)) {
            actions.add(new LaneAction.NewEpoch());
        } else {
            resync(now);
        }
    }

    private void resync(long now) {
        boolean asked = state == State.SYNC;
        state = State.SYNC;
        if (asked ? pace.isQuick() : pace.begin(now)) {
            hello(now);
        } else if (!asked) {
            deadline = now + pace.pauseMillis();
        }
    }

    private void ready(Message.Welcome welcome, long now) {
        boolean begins = pace.isNewStart(welcome, now) || state == State.SYNC;
        state = State.READY;
        boolean news = advance(welcome.last());
        if (begins) {
            window.goBackTo(welcome.last());
        }
        if (begins || news) {
            sendWindow(now);
        }
    }

    private void acknowledged(long last, long now) {
        boolean possible = window.isPossible(last);
        if (state == State.READY && possible && advance(last)) { // what is repeated is no sign of life of the next row
            timeouts = 0;
            sendWindow(now);
        } else if (state == State.READY && !possible && last > window.stored()) {
            actions.add(new LaneAction.Note("the device acknowledges " + last + ", never sent: it is not believed"));
        }
    }

    private boolean advance(long last) {
        refused.stored(window.stored() + 1, last);
        boolean news = window.advance(last);
        if (news) {
            actions.add(new LaneAction.Stored(last));
        }
        return news;
    }

    /** The longest line that the device takes, in bytes. */
    public int lineBytesMax() {
        return window.lineBytesMax();
    }

    private void goBack(Message.GoBack back, long now) {
        if (state != State.READY || now - wentBackAt < GO_BACK_PAUSE_MILLIS) {
            return;
        }
        wentBackAt = now;
        if (back.epoch() != epoch
                || !window.isPossible(back.last())
                || back.reason().equals("epoch")) {
            sync(now);
            return;
        }
        advance(back.last());
        window.goBackTo(back.last());
        if (back.reason().equals("busy")) {
            deadline = now + window.patienceMillis(baud);
            return;
        }
        boolean refuses = back.reason().equals("fmt") || back.reason().equals("type");
        if (refuses) {
            refused.refused(back.last() + 1, back.reason()).ifPresent(actions::add);
        }
        if (!refuses || !refused.isStopped()) {
            sendWindow(now);
        }
    }

    private void timedOut(long now) {
        timeouts = (timeouts + 1) % TIMEOUTS_IN_A_ROW_MAX;
        if (timeouts == 0) {
            sync(now);
        } else {
            window.goBackTo(window.stored());
            sendWindow(now);
        }
    }

    private void sendWindow(long now) {
        if (window.firstToSend() <= window.lastToSend()) {
            actions.add(new LaneAction.SendRows(window.firstToSend(), window.lastToSend()));
            window.sentAll();
        }
        if (window.isDrained()) {
            deadline = Long.MAX_VALUE;
            actions.add(new LaneAction.Drained());
        } else {
            deadline = now + window.patienceMillis(baud);
        }
    }

    private List<LaneAction> drainActions() {
        List<LaneAction> out = List.copyOf(actions);
        actions.clear();
        return out;
    }
}
