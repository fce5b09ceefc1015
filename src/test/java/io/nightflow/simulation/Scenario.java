package io.nightflow.simulation;

import io.nightflow.staging.Quota;
import java.util.Random;

/**
 * How bad a run is, drawn from its seed.
 *
 * @param faultShare of the operations of disk and database.
 * @param flippedBytes of those on the lines.
 * @param lostLines of those on the lines.
 * @param killsAnHour of the gateway, beside those at faults.
 * @param unplugsAnHour of each line.
 * @param deviceCrashesAnHour of the device.
 * @param clockJumps whether the gateway's clock is set wrong now and then.
 * @param clockYears whether it is set years ahead once.
 * @param listenerHangs whether whoever taps the results takes none.
 * @param numberedMeters beside the one; each with a sensor and an epoch of its own.
 * @param late whether readings of the meter that does not number them come late.
 * @param restore which old disk is put back, once.
 * @param quota of the results lane; a small one makes rows coarser.
 */
record Scenario(
        double faultShare,
        double flippedBytes,
        double lostLines,
        double killsAnHour,
        double unplugsAnHour,
        double deviceCrashesAnHour,
        boolean clockJumps,
        boolean clockYears,
        boolean listenerHangs,
        int numberedMeters,
        boolean late,
        Restore restore,
        Quota quota) {
    private static final int MANY_METERS = 70;
    private static final Quota SMALL = new Quota(Long.MAX_VALUE, 45, 0);

    /** An old disk. */
    enum Restore {
        NONE,
        /** The database alone, from a backup. */
        DATABASE,
        /** The whole disk, from an image. */
        DISK
    }

    static Scenario of(Random random) {
        int kind = random.nextInt(8);
        boolean thins = kind == 0;
        Restore restore = kind == 1 ? Restore.DATABASE : kind == 2 ? Restore.DISK : Restore.NONE;
        return new Scenario(
                random.nextInt(4) * 0.001,
                random.nextInt(3) * 0.0003,
                random.nextInt(3) * 0.02,
                random.nextInt(4),
                random.nextInt(3),
                random.nextInt(4),
                !thins && random.nextInt(3) == 0,
                kind == 4,
                random.nextInt(3) == 0,
                kind == 3 ? MANY_METERS : 0,
                !thins,
                restore,
                thins ? SMALL : Quota.NONE);
    }

    /** Whether the device is away for so long that rows are made coarser. */
    boolean thins() {
        return quota.equals(SMALL);
    }
}
