package io.nightflow.evaluate;

import java.util.ArrayList;
import java.util.List;

/** The alerts of one method over a run, by the second of their start. */
final class Track {
    private final List<Long> starts = new ArrayList<>();

    void start(long second) {
        starts.add(second);
    }

    /** How many alerts there were. */
    int count() {
        return starts.size();
    }

    /** Minutes from {@code from} to the first alert that began before {@code to}; -1 for none. */
    long delay(long from, long to) {
        for (long start : starts) {
            if (start >= from && start < to) {
                return (start - from) / 60;
            }
        }
        return -1;
    }
}
