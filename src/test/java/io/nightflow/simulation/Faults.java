package io.nightflow.simulation;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Which operations of one life of the gateway go wrong, and how; drawn from the seed. After a crash every further operation
 * of that life crashes too, before it has an effect.
 */
final class Faults {
    /** What becomes of an operation. */
    enum Fate {
        WORKS,
        FAILS_BEFORE,
        FAILS_HALF,
        FAILS_AFTER,
        CRASHES_BEFORE,
        CRASHES_HALF,
        CRASHES_AFTER;

        boolean isCrash() {
            return ordinal() >= CRASHES_BEFORE.ordinal();
        }
    }

    private final Random random;
    private final double share;
    private final Consumer<String> trace;
    private boolean armed;
    private boolean dead;
    private boolean powerCut;

    /** Of each {@code 1 / share} operations one goes wrong. */
    Faults(Random random, double share, Consumer<String> trace) {
        this.random = random;
        this.share = share;
        this.trace = trace;
    }

    void arm(boolean on) {
        armed = on;
    }

    /** What becomes of the next operation. */
    Fate next(String operation) {
        if (dead) {
            throw new Crash("before " + operation);
        }
        if (!armed || random.nextDouble() >= share) {
            return Fate.WORKS;
        }
        Fate fate = Fate.values()[1 + random.nextInt(Fate.values().length - 1)];
        trace.accept(operation + " " + fate);
        return fate;
    }

    /** The process is gone, now; half of the times because the power is. */
    void die() {
        if (!dead) {
            dead = true;
            powerCut = random.nextBoolean();
            trace.accept(powerCut ? "power cut" : "kill");
        }
    }

    /** The same, told by a crash. */
    Crash crash(String where) {
        die();
        return new Crash(where);
    }

    boolean isDead() {
        return dead;
    }

    boolean isPowerCut() {
        return powerCut;
    }

    Random random() {
        return random;
    }
}
