package io.nightflow.evaluate;

import java.util.ArrayList;
import java.util.List;

/** The alarms of one method over a run: a minute at the alert stage begins one, 30 minutes without end it. */
final class Track {
    private static final long REST_SECONDS = 1_800;

    private final List<Long> starts = new ArrayList<>();
    private long minutes;
    private long last = Long.MIN_VALUE / 2;

    void alert(long second) {
        if (second - last > REST_SECONDS) {
            starts.add(second);
        }
        last = second;
        minutes++;
    }

    /** How many minutes were at the alert stage. */
    long minutes() {
        return minutes;
    }

    /** How many alarms began. */
    int count() {
        return starts.size();
    }

    /** Minutes from {@code from} to the first alarm that began before {@code to}; -1 for none. */
    long delay(long from, long to) {
        for (long start : starts) {
            if (start >= from && start < to) {
                return (start - from) / 60;
            }
        }
        return -1;
    }
}
