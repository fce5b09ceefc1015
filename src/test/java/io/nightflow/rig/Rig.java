package io.nightflow.rig;

/** How long the rig runs: {@code -Drig.full} for the full forms; prints figures for the matrix. */
final class Rig {
    static final boolean FULL = System.getProperty("rig.full") != null;
    static final long SEED = Long.getLong("seed", 1);

    private Rig() {}

    static int cycles(int brief, int full) {
        return Integer.getInteger("rig.cycles", FULL ? full : brief);
    }

    /** A line for the matrix in docs/reference/survival.md. */
    static void figure(String format, Object... arguments) {
        System.out.println("RIG " + String.format(format, arguments));
    }
}
