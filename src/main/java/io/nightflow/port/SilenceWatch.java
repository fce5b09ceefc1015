package io.nightflow.port;

import java.util.concurrent.TimeUnit;

/**
 * Notices that an open port says nothing for too long, and that it speaks again. A port can be open and mute for days: an
 * adapter that hung, a cable that was pulled behind it. Times are nanoseconds of any clock that only goes on. To be asked each second: a
 * longer pause is the process' own, which was stopped, and is no silence.
 */
final class SilenceWatch {
    /** What has changed. */
    enum Change {
        NONE,
        /** It has become silent: the port is to be opened anew. */
        SILENT,
        /** It is silent still: the port is to be opened anew once more. */
        STILL_SILENT,
        HEARD_AGAIN,
        /** For the first time: whether it was silent before, somebody else must know. */
        FIRST_HEARD
    }

    private static final long LOOKS_APART_MAX = TimeUnit.SECONDS.toNanos(5);

    private final long limit;
    private long looked;
    private volatile long stoodStill;
    private long last;
    private volatile long silentSince;
    private volatile boolean silent;
    private boolean wasHeard;

    /** Silent after {@code limit} without a line; 0 never. */
    SilenceWatch(long limit, long now) {
        this.limit = limit;
        looked = now;
        last = now;
        silentSince = now;
    }

    /**
     * What has changed.
     *
     * @param heard whether a line came.
     * @param open whether the port is open; one that is not has told so itself.
     */
    Change see(boolean heard, boolean open, long nanos) {
        long still = stoodStill + Math.max(0, nanos - looked - LOOKS_APART_MAX); // the process was stopped
        stoodStill = still;
        looked = nanos;
        long now = nanos - still;
        if (heard) {
            last = now;
            boolean again = silent;
            boolean first = !wasHeard && limit != 0;
            silent = false;
            wasHeard = true;
            return again ? Change.HEARD_AGAIN : first ? Change.FIRST_HEARD : Change.NONE;
        }
        if (limit == 0 || now - last < limit) {
            return Change.NONE;
        }
        if (!open) {
            last = now;
            return Change.NONE;
        }
        Change change = silent ? Change.STILL_SILENT : Change.SILENT;
        silentSince = silent ? silentSince : last;
        silent = true;
        last = now;
        return change;
    }

    /** For how many seconds nothing has come; 0 where that is not too long. */
    long silentSeconds(long nanos) {
        return silent ? TimeUnit.NANOSECONDS.toSeconds(nanos - stoodStill - silentSince) : 0;
    }

    /** For how many whole minutes nothing has come. */
    long minutes(long nanos) {
        return TimeUnit.NANOSECONDS.toMinutes(nanos - stoodStill - silentSince);
    }
}
