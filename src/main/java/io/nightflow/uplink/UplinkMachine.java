package io.nightflow.uplink;

import java.util.ArrayDeque;

/**
 * The gateway's side of one lane to the fleet: go back to the last number that is stored. Pure: events and elapsed
 * milliseconds of any monotonic clock in, what is to be done out; one thread.
 *
 * <pre>
 * DOWN  --connected-->  SYNC   hello every 2 s, then ever more seldom, 30 s at the most
 * SYNC  --A(e, l)---->  READY  our epoch, l was sent: all up to l is stored
 *                       SYNC   our epoch, l was never sent from this disk: it is an old one: new epoch
 *                       SYNC   another epoch: new epoch above it
 * READY --A(l)------->  READY  all up to l is stored, the window moves
 *       --N(l)------->  READY  back to l + 1
 *       --time------->  SYNC
 * any   --gone------->  DOWN
 * </pre>
 *
 * It is the rule of the Nightflow Link (docs/reference/protocol.md) with batches for lines.
 */
final class UplinkMachine {
    private static final long FIRST_PAUSE_MILLIS = 2_000;
    private static final long LAST_PAUSE_MILLIS = 30_000;
    private static final long PATIENCE_MILLIS = 3_000;
    /** Where the fleet lets each have one batch on its way, a thousand have come back at once, and it answers in their order. */
    private static final long PATIENCE_IN_A_CROWD_MILLIS = 120_000;

    private static final long RENUMBER_PAUSE_MILLIS = 60_000;
    private static final long GO_BACK_PAUSE_MILLIS = 250;
    private static final int FIRST_WINDOW = 1;

    private enum State {
        DOWN,
        SYNC,
        READY
    }

    /** What an answer asks for. */
    enum Wanted {
        /** Nothing. */
        NOTHING,
        /** To record what is stored, and to send on. */
        STORED,
        /** A numbering above {@link #atLeast}. */
        NEW_EPOCH
    }

    private State state = State.DOWN;
    private long epoch;
    private long stored;
    private long sent;
    private long unsent;
    private int window = FIRST_WINDOW;
    private final ArrayDeque<Long> flying = new ArrayDeque<>();
    private long deadline = Long.MAX_VALUE;
    private long pause = FIRST_PAUSE_MILLIS;
    private long wentBackAt = Long.MIN_VALUE / 2;
    private long atLeast;
    private long renumberedAt = Long.MIN_VALUE / 2;

    /** The broker is there: numbers behind {@code acknowledged} are held, from {@code firstUnsent} on none was ever sent. */
    void connected(long ourEpoch, long acknowledged, long firstUnsent, long now) {
        epoch = ourEpoch;
        stored = acknowledged;
        unsent = firstUnsent;
        sync(now);
    }

    void disconnected() {
        state = State.DOWN;
        deadline = Long.MAX_VALUE;
    }

    /** Whether a hello is to be said now. */
    boolean saysHello(long now) {
        if (state != State.SYNC || now < deadline) {
            return false;
        }
        deadline = now + pause;
        pause = Math.min(2 * pause, LAST_PAUSE_MILLIS);
        return true;
    }

    /** The number that the next batch begins with; 0 where none may go now. */
    long next() {
        return state == State.READY && flying.size() < window ? sent + 1 : 0;
    }

    /** A batch up to this number went out. */
    void sent(long to, long now) {
        if (flying.isEmpty()) {
            deadline = now + patience();
        }
        sent = to;
        unsent = Math.max(unsent, to + 1); // a log may still bring it after we have gone back to asking
        flying.add(to);
    }

    /** Time has passed. */
    void tick(long now) {
        if (state == State.READY && !flying.isEmpty() && now >= deadline) {
            sync(now); // to ask is a line: to repeat would be in the way of those who have come back, too
        }
    }

    /** The fleet has answered. */
    Wanted received(LaneAnswer answer, long now) {
        if (state == State.DOWN) {
            return Wanted.NOTHING;
        }
        boolean neverSent = answer.last() >= unsent;
        boolean strange = answer.epoch() != epoch || (state == State.SYNC && neverSent);
        if (strange) {
            return renumber(answer, now);
        }
        if (answer.last() < stored || neverSent) {
            return Wanted.NOTHING; // of before, or not believed
        }
        window = answer.window();
        boolean begins = state == State.SYNC;
        state = State.READY;
        stored = answer.last();
        sent = Math.max(sent, stored);
        while (!flying.isEmpty() && flying.element() <= stored) {
            flying.remove();
        }
        if (begins || (answer.goBack() && now - wentBackAt >= GO_BACK_PAUSE_MILLIS)) {
            wentBackAt = now;
            goBack();
        }
        deadline = flying.isEmpty() ? Long.MAX_VALUE : now + patience();
        return Wanted.STORED;
    }

    /** Only where it asks for another numbering: it has taken one that our disk does not know, or we are not alone. */
    private Wanted renumber(LaneAnswer answer, long now) {
        if (answer.epoch() < epoch || state != State.SYNC || now - renumberedAt < RENUMBER_PAUSE_MILLIS) {
            return Wanted.NOTHING; // it adopts ours when it hears the hello
        }
        renumberedAt = now;
        atLeast = answer.epoch() + 1;
        return Wanted.NEW_EPOCH;
    }

    /** Below this no new epoch may be. */
    long atLeast() {
        return atLeast;
    }

    /** The new numbering is on the disk. */
    void renumbered(long fresh, long now) {
        epoch = fresh;
        unsent = stored + 1; // of this numbering the fleet knows nothing
        sync(now);
    }

    /** Whether nothing is on its way and the fleet is heard: what would wait has been asked for. */
    boolean isDrained() {
        return state == State.READY && flying.isEmpty();
    }

    long epoch() {
        return epoch;
    }

    long stored() {
        return stored;
    }

    /** Milliseconds until something is to be done, at most. */
    long patienceMillis(long now, long most) {
        return Math.max(0, Math.min(most, deadline == Long.MAX_VALUE ? most : deadline - now));
    }

    private void sync(long now) {
        state = State.SYNC;
        flying.clear();
        pause = FIRST_PAUSE_MILLIS;
        deadline = now;
    }

    private void goBack() {
        sent = stored;
        flying.clear();
        deadline = Long.MAX_VALUE;
    }

    private long patience() {
        return window <= 1 && state == State.READY ? PATIENCE_IN_A_CROWD_MILLIS : PATIENCE_MILLIS;
    }
}
