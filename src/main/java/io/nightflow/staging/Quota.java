package io.nightflow.staging;

/**
 * The bounds of a staging directory, and what happens on the way to them.
 *
 * @param bytes most bytes on the disk, in blocks of 4 KiB.
 * @param files most files.
 * @param freeBytesMin the disk's free space that is left to others.
 */
public record Quota(long bytes, long files, long freeBytesMin) {
    /** No bounds. */
    public static final Quota NONE = new Quota(Long.MAX_VALUE, Long.MAX_VALUE, 0);

    private static final long BLOCK = 4_096;
    private static final double WARN = 0.70;
    private static final double TEN_MINUTES = 0.85;
    private static final double HOURS = 0.95;

    /** How near the bounds are. */
    public enum Level {
        /** Below 70 %. */
        ROOM,
        /** From 70 %: copies of delivered files go. */
        WARN,
        /** From 85 %: the oldest minutes become rows of 10 minutes. */
        TEN_MINUTES,
        /** From 95 %: the oldest become rows of an hour. */
        HOURS,
        /** No room: a put is refused. */
        FULL
    }

    /** What a file of this length takes. */
    static long blocks(long length) {
        return (length + BLOCK - 1) / BLOCK * BLOCK;
    }

    /** The level of a directory with so much in it, on a disk with so much free. */
    Level level(long usedBytes, long usedFiles, long freeBytes) {
        double share = Math.max((double) usedBytes / bytes, (double) usedFiles / files);
        if (freeBytesMin > 0) {
            // twice the least free space is 0 %, the least itself 100 %
            share = Math.max(share, 2 - (double) freeBytes / freeBytesMin);
        }
        if (share >= 1) {
            return Level.FULL;
        }
        if (share >= HOURS) {
            return Level.HOURS;
        }
        if (share >= TEN_MINUTES) {
            return Level.TEN_MINUTES;
        }
        return share >= WARN ? Level.WARN : Level.ROOM;
    }
}
