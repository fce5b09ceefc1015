package io.nightflow.reading;

import java.util.List;

/**
 * A district metered area: what flows in by some meters, less what flows out by others. Its reading of a minute is their
 * signed sum.
 *
 * @param id by which it is judged, measured at night and forecast like a sensor.
 * @param parts of it; sensors, or zones that lie before it.
 */
public record Zone(SensorId id, List<Part> parts) {
    /**
     * One meter of it.
     *
     * @param sensor whose readings count.
     * @param weight how often: 1 for an inlet, -1 for an outlet, and anything else where a meter sees a share only.
     */
    public record Part(SensorId sensor, double weight) {}

    /** Copies the list. */
    public Zone {
        parts = List.copyOf(parts);
    }
}
