package io.nightflow.collect;

import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Zone;
import io.nightflow.store.ReadingStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Zones that have no sum, and the parts for want of which they have none. */
public final class ZoneParts {
    private final MeteringPoints points;
    private final ReadingStore store;
    private final Duration silentAfter;
    private final InstantSource clock;
    private final Instant started;

    /** From now on their parts could have been heard. */
    public ZoneParts(MeteringPoints points, ReadingStore store, Duration silentAfter, InstantSource clock) {
        this.points = points;
        this.store = store;
        this.silentAfter = silentAfter;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** What is wrong with them now, a sentence each. */
    public List<String> troubles() {
        Instant now = clock.instant();
        if (points.zones().isEmpty() || now.isBefore(started.plus(silentAfter))) {
            return List.of();
        }
        Set<SensorId> wanted = new TreeSet<>();
        points.zones().forEach(zone -> {
            wanted.add(zone.id());
            zone.parts().forEach(part -> wanted.add(part.sensor()));
        });
        Set<SensorId> speaking = store.speaking(wanted, Minute.containing(now), silentAfter);
        List<String> troubles = new ArrayList<>();
        for (Zone zone : points.zones()) {
            String missing = zone.parts().stream()
                    .map(Zone.Part::sensor)
                    .filter(part -> !speaking.contains(part))
                    .map(SensorId::text)
                    .collect(Collectors.joining(", "));
            if (!speaking.contains(zone.id()) && !missing.isEmpty()) {
                troubles.add("zone " + zone.id() + " has no sum for " + silentAfter.toMinutes()
                        + " minutes, for want of " + missing + ". Look for these meters");
            }
        }
        return troubles;
    }
}
