package io.nightflow.night;

import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.SensorId;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** The night of each sensor: its own where the list of sensors has one, else the site's. */
public final class NightWindows {
    /**
     * The windows of one sensor.
     *
     * @param night of the 10-minute means.
     * @param minimum of the minimum night flow.
     */
    public record OfSensor(NightWindow night, NightWindow minimum) {}

    private final OfSensor site;
    private final Map<SensorId, OfSensor> own = new HashMap<>();
    private final NightHolidays holidays;
    private final int usualAfter;

    /** With the site's windows, without holidays; what runs is never taken as the usual. */
    public NightWindows(NightWindow night, NightWindow minimum, MeteringPoints points) {
        this(night, minimum, points, day -> false, 0);
    }

    /**
     * With the site's windows.
     *
     * @param holidays of its calendar.
     * @param usualAfter how many nights a leak runs before it is taken as the usual; 0 for ever.
     */
    public NightWindows(
            NightWindow night, NightWindow minimum, MeteringPoints points, NightHolidays holidays, int usualAfter) {
        this.holidays = holidays;
        this.usualAfter = usualAfter;
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

    /** The days whose nights are as those of a Sunday. */
    public NightHolidays holidays() {
        return holidays;
    }

    /** How many nights a leak runs before it is taken as the usual; 0 for ever. */
    int usualAfter() {
        return usualAfter;
    }

    /** Of a sensor. */
    public OfSensor of(SensorId sensor) {
        return own.getOrDefault(sensor, site);
    }
}
