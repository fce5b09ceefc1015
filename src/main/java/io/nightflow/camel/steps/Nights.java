package io.nightflow.camel.steps;

import io.nightflow.night.NightWindow;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.SensorId;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** The night of each sensor: its own where the list of sensors has one, else the site's. */
public final class Nights {
    /**
     * The windows of one sensor.
     *
     * @param night of the 10-minute means.
     * @param minimum of the minimum night flow.
     */
    public record OfSensor(NightWindow night, NightWindow minimum) {}

    private final OfSensor site;
    private final Map<SensorId, OfSensor> own = new HashMap<>();

    /** With the site's windows. */
    public Nights(NightWindow night, NightWindow minimum, MeteringPoints points) {
        site = new OfSensor(night, minimum);
        ZoneId zone = night.zone();
        for (MeteringPoint point : points.listed().values()) {
            point.night()
                    .ifPresent(window -> own.put(
                            point.sensor(),
                            new OfSensor(
                                    new NightWindow(window.startInclusive(), window.endExclusive(), zone), minimum)));
        }
    }

    /** Of a sensor. */
    public OfSensor of(SensorId sensor) {
        return own.getOrDefault(sensor, site);
    }
}
