package io.nightflow.meter;

import io.nightflow.reading.Quality;
import java.util.Arrays;

/** How far apart samples of a register lie, and what that makes of the minutes between two of them. */
final class SampleSpacing {
    private static final double MINUTE_AND_SLACK = 90;
    private static final double INTERVAL_MAX = 3_600;
    private static final double GAP = 1.5;
    private static final int REMEMBERED = 5;

    private final double[] spacings = new double[REMEMBERED];
    private int count;
    private double usual;

    SampleSpacing(double usual) {
        this.usual = usual;
    }

    /** Within a minute each is measured; within the usual interval their mean is; a longer one is a gap. */
    Quality quality(double passed) {
        if (passed <= MINUTE_AND_SLACK) {
            return Quality.GOOD;
        }
        boolean isUsual = passed <= GAP * usual;
        return isUsual && passed <= GAP * INTERVAL_MAX ? Quality.INTERVAL : Quality.ESTIMATED;
    }

    void add(double passed) {
        spacings[count % REMEMBERED] = passed;
        count++;
        if (count >= REMEMBERED) {
            double[] sorted = spacings.clone();
            Arrays.sort(sorted);
            usual = sorted[REMEMBERED / 2];
        }
    }
}
