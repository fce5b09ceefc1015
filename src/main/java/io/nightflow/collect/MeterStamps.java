package io.nightflow.collect;

import io.nightflow.reading.SensorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What meters say the time is: the stamps of readings that came together, told once these are on the disk. */
final class MeterStamps {
    private final List<Stamp> stamps = new ArrayList<>();

    private record Stamp(SensorId sensor, long second) {}

    void add(SensorId sensor, long second) {
        stamps.add(new Stamp(sensor, second));
    }

    /** Tells the clock of the machine, and where that is good those of the meters; names that were refused are nobody's. */
    void tell(UntimedReadings clocks, Set<SensorId> refused, long now, boolean clockGood) {
        List<Stamp> known = refused.isEmpty()
                ? stamps
                : stamps.stream()
                        .filter(stamp -> !refused.contains(stamp.sensor()))
                        .toList();
        clocks.bootTime().stamped(known.stream().mapToLong(Stamp::second).toArray());
        if (clockGood) {
            known.forEach(stamp -> clocks.meters().stamped(stamp.sensor(), stamp.second(), now));
        }
    }
}
