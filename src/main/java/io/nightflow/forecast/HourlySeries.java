package io.nightflow.forecast;

import java.util.Arrays;

/** The newest hourly means of one quantity of one sensor, by {@link LocalHours local hour}. */
public final class HourlySeries {
    private final double[] ring;
    private long end;

    /** Room for the newest {@code hours}. */
    public HourlySeries(int hours) {
        ring = new double[hours];
        Arrays.fill(ring, Double.NaN);
        end = Long.MIN_VALUE;
    }

    /** Takes a mean in, NaN for none; one that is older than there is room for is left out. */
    public void put(long hour, double mean) {
        if (end == Long.MIN_VALUE) {
            end = hour;
        }
        if (hour < end - ring.length) {
            return;
        }
        if (hour >= end + ring.length) {
            Arrays.fill(ring, Double.NaN);
            end = hour;
        }
        for (; end <= hour; end++) {
            ring[index(end)] = Double.NaN;
        }
        ring[index(hour)] = mean;
    }

    /** The mean of an hour; NaN where there is none. */
    public double at(long hour) {
        return hour < end && hour >= end - ring.length ? ring[index(hour)] : Double.NaN;
    }

    private int index(long hour) {
        return Math.floorMod(hour, ring.length);
    }
}
