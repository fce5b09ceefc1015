package io.nightflow.simulation;

/** The gateway's process is gone: nothing that it does from here on has an effect. No exception, for nobody handles it. */
final class Crash extends Error {
    private static final long serialVersionUID = 1;

    Crash(String where) {
        super("crash " + where);
    }
}
