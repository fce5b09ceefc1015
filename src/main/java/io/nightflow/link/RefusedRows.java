package io.nightflow.link;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Rows that a device does not take. It refuses a row three times; three rows in a row show that it takes none. */
public final class RefusedRows {
    private static final int TIMES_MAX = 3;
    private static final int ROWS_MAX = 3;

    private final Set<Long> numbers = new HashSet<>();
    private int rows;
    private int times;
    private boolean stopped;

    /** Nothing is refused yet. */
    public RefusedRows() {}

    /** The device refuses a row: whether it is set aside now, or nothing more is sent; empty where it is sent once more. */
    Optional<LaneAction> refused(long number, String reason) {
        stopped = false;
        times++;
        if (times < TIMES_MAX) {
            return Optional.empty();
        }
        times = 0;
        stopped = !setAside(number);
        return Optional.of(
                stopped
                        ? new LaneAction.Stopped("it refuses every row (" + reason + ")")
                        : new LaneAction.Refused(number, reason));
    }

    /** Whether the device is at fault, not the rows. */
    boolean isStopped() {
        return stopped;
    }

    /** A row cannot go to this device: whether its number may go out void; false where too many in a row did. */
    public boolean setAside(long number) {
        if (rows >= ROWS_MAX) {
            return false;
        }
        rows++;
        return numbers.add(number);
    }

    /** The device has stored these numbers: any that was not void shows that it takes rows. */
    void stored(long first, long last) {
        for (long number = first; number <= last; number++) {
            rows = numbers.remove(number) ? rows : 0;
            times = 0;
            stopped = false;
        }
    }
}
