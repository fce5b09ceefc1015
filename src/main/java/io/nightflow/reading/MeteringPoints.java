package io.nightflow.reading;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All listed sensors, and what is assumed of any other.
 *
 * @param listed by id.
 * @param others units and ranges of a sensor that no list names; its id means nothing.
 * @param zones that are sums of sensors; those that are parts of others come first.
 * @param meters that are asked on a bus.
 * @param labels what people call sensors and zones, in any script.
 */
public record MeteringPoints(
        Map<SensorId, MeteringPoint> listed,
        MeteringPoint others,
        List<Zone> zones,
        List<MeterPlace> meters,
        Map<SensorId, String> labels) {
    /** Copies them. */
    public MeteringPoints {
        listed = Map.copyOf(listed);
        zones = List.copyOf(zones);
        meters = List.copyOf(meters);
        labels = Map.copyOf(labels);
    }

    /** Without labels. */
    public MeteringPoints(
            Map<SensorId, MeteringPoint> listed, MeteringPoint others, List<Zone> zones, List<MeterPlace> meters) {
        this(listed, others, zones, meters, Map.of());
    }

    /** Without meters that are asked. */
    public MeteringPoints(Map<SensorId, MeteringPoint> listed, MeteringPoint others, List<Zone> zones) {
        this(listed, others, zones, List.of());
    }

    /** Without zones. */
    public MeteringPoints(Map<SensorId, MeteringPoint> listed, MeteringPoint others) {
        this(listed, others, List.of());
    }

    /** What is known of a sensor. */
    public MeteringPoint of(SensorId sensor) {
        return listed.getOrDefault(sensor, others);
    }

    /** The zone with this id; empty where it is a sensor's. */
    public Optional<Zone> zone(SensorId id) {
        return zones.stream().filter(zone -> zone.id().equals(id)).findFirst();
    }

    /** What people call a sensor or a zone; its id where nothing else is known. */
    public String label(SensorId id) {
        return labels.getOrDefault(id, id.text());
    }

    /** The ids of the listed sensors and of the zones. */
    public Set<SensorId> named() {
        Set<SensorId> named = new HashSet<>(listed.keySet());
        zones.forEach(zone -> named.add(zone.id()));
        return named;
    }

    /** The ids of the listed sensors. */
    public Set<SensorId> sensors() {
        return listed.keySet();
    }
}
