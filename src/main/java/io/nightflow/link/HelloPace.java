package io.nightflow.link;

import java.time.Duration;

/** How soon a hello follows another: what answers all the time must not make us ask all the time. */
final class HelloPace {
    private static final long MILLIS = Duration.ofSeconds(2).toMillis();
    private static final long LATER_MILLIS = Duration.ofSeconds(10).toMillis();
    private static final long CALM_MILLIS = Duration.ofSeconds(30).toMillis();
    private static final long RENUMBER_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final long START_MILLIS = Duration.ofSeconds(1).toMillis();
    private static final int QUICK_TRIES = 5;

    private String met = "";
    private long startedAt = Long.MIN_VALUE / 2;
    private int tries;
    private long begunAt = Long.MIN_VALUE / 2;
    private long renumberedAt = Long.MIN_VALUE / 2;

    /** A new conversation begins; whether it may at once, for the last one began long ago. */
    boolean begin(long now) {
        if (now - begunAt < CALM_MILLIS) {
            return false;
        }
        restart(now);
        return true;
    }

    /** A new conversation begins, whenever the last one did. */
    void restart(long now) {
        begunAt = now;
        tries = 0;
    }

    /** Whether to number anew: two devices that answer in turn must not make us do so again and again. */
    boolean mayRenumber(long now) {
        boolean may = now - renumberedAt >= RENUMBER_MILLIS;
        renumberedAt = may ? now : renumberedAt;
        return may;
    }

    /** Whether an answer may be followed by another hello at once. */
    boolean isQuick() {
        return tries <= QUICK_TRIES;
    }

    /** Whether the device has started anew since it was heard last; told once a second at the most. */
    boolean isNewStart(Message.Welcome welcome, long now) {
        String device = welcome.device() + "/" + welcome.boots();
        boolean is = !device.equals(met) && now - startedAt >= START_MILLIS;
        met = device;
        startedAt = is ? now : startedAt;
        return is;
    }

    /** A hello is said; how long to wait for its answer, in milliseconds. */
    long said() {
        tries++;
        return pauseMillis();
    }

    long pauseMillis() {
        return isQuick() ? MILLIS : LATER_MILLIS;
    }
}
