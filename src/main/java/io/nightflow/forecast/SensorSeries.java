package io.nightflow.forecast;

import java.util.Arrays;

/**
 * Hourly means of one sensor.
 *
 * @param name of the sensor.
 * @param first the local hour of the first mean.
 * @param means one an hour; NaN where there is none.
 */
public record SensorSeries(String name, long first, double[] means) {
    /** The local hour after the last one. */
    public long end() {
        return first + means.length;
    }

    /** The mean of a local hour; NaN where there is none. */
    public double at(long hour) {
        return hour < first || hour >= end() ? Double.NaN : means[Math.toIntExact(hour - first)];
    }

    /** The part of it that begins with a local hour. */
    public SensorSeries from(long hour) {
        int skipped = Math.toIntExact(Math.max(0, Math.min(means.length, hour - first)));
        return new SensorSeries(name, first + skipped, Arrays.copyOfRange(means, skipped, means.length));
    }

    /** What is known up to a local hour. */
    public HourlySeries upTo(long hour) {
        HourlySeries known = new HourlySeries(Window.HISTORY);
        for (long each = Math.max(first, hour - Window.HISTORY); each < Math.min(end(), hour); each++) {
            known.put(each, at(each));
        }
        return known;
    }

    /** The window at a local hour. */
    public Window window(long hour) {
        return Window.at(upTo(hour), hour);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SensorSeries that
                && name.equals(that.name)
                && first == that.first
                && Arrays.equals(means, that.means);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
