package io.nightflow.train;

import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.SensorSeries;
import java.util.ArrayList;
import java.util.List;

/**
 * The series of all sensors of a quantity, and the windows in them that a network may learn from.
 *
 * @param series hourly means of each sensor.
 * @param calendar of their place.
 */
public record TrainingSet(List<SensorSeries> series, HourCalendar calendar) {
    private static final int HOURS_AHEAD_MIN = 24;
    private static final int ORIGINS_MAX = 200_000;
    private static final int[] STRIDES = {1, 5, 11, 23, 47, 95, 191}; // none shares a factor with 168

    /** A window to learn from: which series, at which local hour. */
    record Origin(SensorSeries sensor, long hour) {}

    /**
     * The origins from a local hour up to another, every {@code stride} hours, of which enough is known before and a day
     * lies before {@code to}.
     */
    List<Origin> origins(long from, long to, int stride) {
        List<Origin> origins = new ArrayList<>();
        for (SensorSeries sensor : series) {
            for (long hour = Math.max(from, sensor.first()); hour <= to - HOURS_AHEAD_MIN; hour += stride) {
                if (sensor.window(hour).isEnough()) {
                    origins.add(new Origin(sensor, hour));
                }
            }
        }
        return origins;
    }

    /** The same, of as many sensors and hours that not every hour is needed, with a stride that meets all hours in turn. */
    List<Origin> someOrigins(long from, long to) {
        long all = series.size() * Math.max(0, to - from);
        int stride = 0;
        while (STRIDES[stride] * (long) ORIGINS_MAX < all && stride < STRIDES.length - 1) {
            stride++;
        }
        return origins(from, to, STRIDES[stride]);
    }

    /** The first local hour of all. */
    public long first() {
        return series.stream().mapToLong(SensorSeries::first).min().orElse(0);
    }

    /** The local hour after the last of all. */
    public long end() {
        return series.stream().mapToLong(SensorSeries::end).max().orElse(0);
    }
}
