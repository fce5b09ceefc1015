package io.nightflow.camel.serial;

import java.util.concurrent.TimeUnit;

/**
 * Notices that an open port says nothing for too long, and that it speaks again. A port can be open and mute for days: an
 * adapter that hung, a cable that was pulled behind it. Times are nanoseconds of any clock that only goes on.
 */
final class SilenceWatch {
    /** What has changed. */
    enum Change {
        NONE,
        /** It has become silent: the port is to be opened anew. */
        SILENT,
        /** It is silent still: the port is to be opened anew once more. */
        STILL_SILENT,
        HEARD_AGAIN
    }

    private final long limit;
    private long last;
    private long silentSince;
    private boolean silent;

    /** Silent after {@code limit} without a line; 0 never. */
    SilenceWatch(long limit, long now) {
        this.limit = limit;
        last = now;
        silentSince = now;
    }

    /**
     * What has changed.
     *
     * @param heard whether a line came.
     * @param open whether the port is open; one that is not has told so itself.
     */
    Change see(boolean heard, boolean open, long now) {
        if (heard) {
            last = now;
            boolean again = silent;
            silent = false;
            return again ? Change.HEARD_AGAIN : Change.NONE;
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

    /** For how many whole minutes nothing has come. */
    long minutes(long now) {
        return TimeUnit.NANOSECONDS.toMinutes(now - silentSince);
    }
}
