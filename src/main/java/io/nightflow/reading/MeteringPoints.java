package io.nightflow.reading;

import java.util.Map;
import java.util.Set;

/**
 * All listed sensors, and what is assumed of any other.
 *
 * @param listed by id.
 * @param others units and ranges of a sensor that no list names; its id means nothing.
 */
public record MeteringPoints(Map<SensorId, MeteringPoint> listed, MeteringPoint others) {
    /** Copies the map. */
    public MeteringPoints {
        listed = Map.copyOf(listed);
    }

    /** What is known of a sensor. */
    public MeteringPoint of(SensorId sensor) {
        return listed.getOrDefault(sensor, others);
    }

    /** The ids of the listed sensors. */
    public Set<SensorId> sensors() {
        return listed.keySet();
    }
}
