package io.nightflow.deliver;

import io.nightflow.link.Duplex;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whose turn it is to speak on the device's line. On a half-duplex line a lane keeps the turn from its first byte until
 * its answer is here or overdue; on a full-duplex line there is nothing to wait for.
 */
public final class LineTurn {
    private final Duplex duplex;
    private final ReentrantLock speaking = new ReentrantLock(true);

    /** The turn of a line that nobody speaks on. */
    public LineTurn(Duplex duplex) {
        this.duplex = duplex;
    }

    Duplex duplex() {
        return duplex;
    }

    /** Waits until nobody else speaks. */
    public void take() throws InterruptedException {
        if (duplex == Duplex.HALF) {
            speaking.lockInterruptibly();
        }
    }

    /** Takes it where nobody speaks; true also on a full-duplex line. */
    boolean tryTake() {
        return duplex == Duplex.FULL || speaking.tryLock();
    }

    /** Lets the other lane speak; nothing where it is not ours. */
    public void give() {
        if (speaking.isHeldByCurrentThread()) {
            speaking.unlock();
        }
    }
}
