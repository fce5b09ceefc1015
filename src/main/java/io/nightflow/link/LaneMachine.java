package io.nightflow.link;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

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
 */
public final class LaneMachine {
    private static final long HELLO_MILLIS = Duration.ofSeconds(2).toMillis();
    private static final long HELLO_LATER_MILLIS = Duration.ofSeconds(10).toMillis();
    private static final int HELLO_QUICK_TRIES = 5;
    private static final long MUTE_MILLIS = Duration.ofMinutes(3).toMillis();
    private static final long GO_BACK_PAUSE_MILLIS = 250;
    private static final int TIMEOUTS_IN_A_ROW_MAX = 5;
    private static final int REFUSALS_MAX = 3;

    /** No line; asking the device for its last number; sending, or everything sent. */
    private enum State {
        DOWN,
        SYNC,
        READY
    }

    private final Lane lane;
    private final String gateway;
    private final int baud;
    private final SendWindow window;
    private final List<LaneAction> actions = new ArrayList<>();
    private State state = State.DOWN;
    private long epoch;
    private long utc;
    private long deadline = Long.MAX_VALUE;
    private long heardAt;
    private long wentBackAt;
    private int hellos;
    private int timeouts;
    private int refusals;

    /** A lane that is down, on a line of this speed. */
    public LaneMachine(Lane lane, String gateway, int baud, Duplex duplex) {
        this.lane = lane;
        this.gateway = gateway;
        this.baud = baud;
        window = new SendWindow(duplex);
    }

    /**
     * The line is open.
     *
     * @param epoch the numbering in force.
     * @param first the oldest number held; equal to {@code next} where nothing is.
     * @param next the next number to be given.
     * @param limit the last number to be delivered now.
     * @param unsent from here on none was ever sent from our disk: a device that has it shows that the disk is an old one.
     * @param utc the time to tell the device, epoch seconds.
     */
    public List<LaneAction> open(long epoch, long first, long next, long limit, long unsent, long utc, long now) {
        this.epoch = epoch;
        this.utc = utc;
        window.open(first - 1, next, limit, unsent);
        heardAt = now;
        timeouts = 0;
        sync(now);
        return drainActions();
    }

    /** More is to be delivered on a lane that is drained: the device need not be asked again. */
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
        hellos = 0;
        hello(now);
    }

    private void hello(long now) {
        hellos++;
        deadline = now + (hellos <= HELLO_QUICK_TRIES ? HELLO_MILLIS : HELLO_LATER_MILLIS);
        actions.add(
                new LaneAction.Say(new Message.Hello(gateway, lane, epoch, window.stored() + 1, window.next(), utc)));
    }

    private void welcome(Message.Welcome welcome, long now) {
        window.device(welcome.capabilities());
        actions.add(new LaneAction.Met(welcome.device(), welcome.boots()));
        if (welcome.epoch() != epoch) {
            actions.add(new LaneAction.Note("device " + welcome.device() + " has another numbering (epoch "
                    + welcome.epoch() + "), it adopts ours (" + epoch + ")"));
            resync(now);
        } else if (welcome.last() >= window.unsent()) {
            actions.add(new LaneAction.Note("device " + welcome.device() + " has stored up to " + welcome.last()
                    + ", we sent only up to " + (window.unsent() - 1) + ": our disk is older, numbering anew"));
            actions.add(new LaneAction.NewEpoch());
        } else if (welcome.last() < window.stored()) {
            actions.add(new LaneAction.Note("device " + welcome.device() + " has stored up to " + welcome.last()
                    + " only, it had acknowledged up to " + window.stored() + ": it forgot"));
            resync(now);
        } else {
            ready(welcome.last(), now);
        }
    }

    private void resync(long now) {
        if (state == State.READY) {
            sync(now);
        } else if (hellos <= HELLO_QUICK_TRIES) {
            hello(now);
        }
    }

    private void ready(long last, long now) {
        state = State.READY;
        advance(last);
        window.goBackTo(last);
        sendWindow(now);
    }

    private void acknowledged(long last, long now) {
        if (state != State.READY || !window.isPossible(last)) {
            return;
        }
        timeouts = 0;
        refusals = last > window.stored() ? 0 : refusals;
        advance(last);
        sendWindow(now);
    }

    private void advance(long last) {
        if (window.advance(last)) {
            actions.add(new LaneAction.Stored(last));
        }
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
        if (back.reason().equals("fmt") || back.reason().equals("type")) {
            refused(back);
        }
        sendWindow(now);
    }

    private void refused(Message.GoBack back) {
        refusals++;
        if (refusals >= REFUSALS_MAX) {
            refusals = 0;
            actions.add(new LaneAction.Refused(back.last() + 1, back.reason()));
        }
    }

    private void timedOut(long now) {
        timeouts++;
        if (timeouts >= TIMEOUTS_IN_A_ROW_MAX) {
            timeouts = 0;
            sync(now);
            return;
        }
        window.goBackTo(window.stored());
        sendWindow(now);
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
