package io.nightflow.rig;

import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.simulator.VirtualSensor;
import io.nightflow.simulator.VirtualSensor.Event;
import io.nightflow.simulator.VirtualSensor.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;

/**
 * The meters of a small town from a full hour on: two on a plain line, in litres a second; two that are asked; two of a
 * logger that writes a file an hour. A burst of an hour and a half on {@code north}, a leak that stays on {@code east}.
 */
final class Town {
    static final ZoneId ZONE = ZoneId.of("Europe/Rome");
    static final int HOUR = 60;
    private static final int HISTORY_DAYS = 35;
    private static final int DAY = 1_440;

    /** How a meter's readings come. */
    enum Way {
        LINE,
        BUS,
        FILE
    }

    /** One of them; {@code unit} is its address on the bus. */
    record Meter(VirtualSensor sensor, Way way, int unit) {
        String name() {
            return sensor.id().toString();
        }

        double flow(Minute minute) {
            return sensor.at(minute).flow();
        }

        /** As a line of a file. */
        String row(Minute minute) {
            VirtualSensor.Values values = sensor.at(minute);
            return String.format(
                    Locale.ROOT, "%s,%s,%.3f,%.3f\n", name(), minute.start(), values.flow(), values.pressure());
        }
    }

    static final String COLUMNS = "sensor,time,flow_m3h,pressure_bar\n";

    private final Minute start;
    private final List<Meter> meters;

    Town(Instant start) {
        this.start = Minute.containing(start);
        Event burst = new Event(after(5), after(6.5), Kind.LEAK, 40);
        Event leak = new Event(after(8), after(60), Kind.LEAK, 12);
        meters = List.of(
                meter("hill", 40, Way.LINE, 0),
                meter("mill", 25, Way.LINE, 0),
                meter("north", 60, Way.BUS, 1, burst),
                meter("south", 30, Way.BUS, 2),
                meter("east", 50, Way.FILE, 0, leak),
                meter("west", 20, Way.FILE, 0));
    }

    private static Meter meter(String name, double flow, Way way, int unit, Event... events) {
        return new Meter(
                new VirtualSensor(new SensorId(name), flow, 5, name.hashCode(), ZONE, List.of(events)), way, unit);
    }

    Minute start() {
        return start;
    }

    /** So many hours after its start. */
    Minute after(double hours) {
        return start.plus(Math.round(hours * HOUR));
    }

    List<Meter> meters() {
        return meters;
    }

    List<Meter> meters(Way way) {
        return meters.stream().filter(meter -> meter.way() == way).toList();
    }

    /** {@code config/sensors.csv} of its gateway. */
    String list() {
        StringBuilder list = new StringBuilder("sensor,flow-unit,bus,address,profile,flow-max,q4\n");
        for (Meter meter : meters) {
            list.append(meter.name()).append(meter.way() == Way.LINE ? ",L/s" : ",m3/h");
            list.append(meter.way() == Way.BUS ? ",town," + meter.unit() + ",town-meter" : ",,,")
                    .append(",400,400\n");
        }
        return list.toString();
    }

    /** Its weeks before. */
    void writeHistory(Path file) throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            out.write(COLUMNS);
            for (Minute minute = start.plus(-HISTORY_DAYS * DAY); minute.isBefore(start); minute = minute.plus(1)) {
                for (Meter meter : meters) {
                    out.write(meter.row(minute));
                }
            }
        }
    }
}
