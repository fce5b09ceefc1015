package io.nightflow.detect;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How far means of 40 minutes stray as a share of how far single minutes do, by running the method itself over a history:
 * once to learn it, and once more to see what would have been called an event. Of those one in four weeks is let be; beyond
 * that the share is raised, at most to 1, for what was there before is usual.
 */
final class WindowShare {
    private static final long HOUR = 3_600;
    private static final long APART = 2 * HOUR;
    private static final long LET_BE = 28 * 24 * HOUR;
    private static final double RESERVE = 1.5;
    private static final double NO_ALARMS = 0; // so the threshold stays at its first

    private final WeekClock clock;
    private final Profile profile;
    private final long[] seconds;
    private final double[] values;
    private final int count;

    WindowShare(WeekClock clock, Profile profile, long[] seconds, double[] values, int count) {
        this.clock = clock;
        this.profile = profile;
        this.seconds = seconds;
        this.values = values;
        this.count = count;
    }

    double get() {
        ShiftMemory memory = new ShiftMemory();
        memory.seed(profile, 1);
        double minute = memory.meanError;
        run(memory, new ArrayList<>());
        if (minute <= 0) {
            return 1;
        }
        double share = memory.meanError / minute;
        ShiftMemory again = new ShiftMemory();
        again.seed(profile, share);
        List<Double> peaks = new ArrayList<>();
        run(again, peaks);
        peaks.sort(Collections.reverseOrder());
        int letBe = (int) ((seconds[count - 1] - seconds[0]) / LET_BE);
        double highest = letBe < peaks.size() ? RESERVE * peaks.get(letBe) : 0;
        return Math.min(1, share * Math.max(1, highest));
    }

    /** Adds the highest severity of each time that stands by itself. */
    private void run(ShiftMemory memory, List<Double> peaks) {
        ShiftMethod method = new ShiftMethod(clock, NO_ALARMS);
        Profile learning = Profile.of(profile.bytes());
        long peakAt = seconds[0] - APART;
        for (int i = 0; i < count; i++) {
            if (i == 0 || Math.floorDiv(seconds[i], HOUR) != Math.floorDiv(seconds[i - 1], HOUR)) {
                method.newHour(seconds[i], memory, learning);
            }
            double severity =
                    method.see(values[i], seconds[i], memory, learning, false).severity();
            if (seconds[i] - peakAt >= APART) {
                peaks.add(severity);
                peakAt = seconds[i];
            } else if (severity > peaks.get(peaks.size() - 1)) {
                peaks.set(peaks.size() - 1, severity);
            }
        }
    }
}
