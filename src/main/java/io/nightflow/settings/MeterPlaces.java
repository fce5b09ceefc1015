package io.nightflow.settings;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.MeterPlace;
import io.nightflow.reading.SensorId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of the list of sensors that say where a meter hangs: {@code bus}, {@code address} and {@code profile}, and
 * {@code pressure-address} and {@code pressure-profile} where another unit gives the pressure.
 */
final class MeterPlaces {
    private static final String BUS = "bus";
    private static final String ADDRESS = "(0|[1-9][0-9]{0,2}|[0-9]{8})";
    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9_.-]{0,63}";

    private final Fault fault;
    private final List<MeterPlace> all = new ArrayList<>();
    private final Map<String, Integer> taken = new HashMap<>();

    /** Takes what is wrong. */
    @FunctionalInterface
    interface Fault {
        /** A rule that a line does not keep, and what stands there. */
        void tell(int line, String rule, String got);
    }

    MeterPlaces(Fault fault) {
        this.fault = fault;
    }

    List<MeterPlace> all() {
        return all;
    }

    /** Adds those of a line. */
    void add(int line, SensorId sensor, Map<String, String> fields) {
        String bus = fields.getOrDefault(BUS, "");
        if (!bus.isEmpty() && !bus.matches(NAME)) {
            fault.tell(line, "bus: must be the name of a bus, such as north", bus);
            return;
        }
        boolean some = add(line, sensor, fields, "");
        boolean pressure = add(line, sensor, fields, "pressure-");
        if (!bus.isEmpty() && !some && !pressure) {
            fault.tell(line, "bus: address and profile must stand beside it", bus);
        }
    }

    private boolean add(int line, SensorId sensor, Map<String, String> fields, String prefix) {
        String bus = fields.getOrDefault(BUS, "");
        String address = fields.getOrDefault(prefix + "address", "");
        String profile = fields.getOrDefault(prefix + "profile", "");
        if (address.isEmpty() && profile.isEmpty()) {
            return false;
        }
        if (bus.isEmpty() || address.isEmpty() || profile.isEmpty()) {
            fault.tell(
                    line,
                    "bus, " + prefix + "address and " + prefix + "profile: must stand together",
                    String.join(",", bus, address, profile));
        } else if (!address.matches(ADDRESS)) {
            fault.tell(
                    line,
                    prefix + "address: must be 1 to 247 (Modbus), 0 to 250 or the eight digits of the meter (M-Bus)",
                    address);
        } else if (!profile.matches(NAME)) {
            fault.tell(line, prefix + "profile: must be the name of a profile, such as siemens-mag6000", profile);
        } else {
            place(new MeterPlace(sensor, bus, address, profile, !prefix.isEmpty(), fullScale(line, fields), line));
        }
        return true;
    }

    private double fullScale(int line, Map<String, String> fields) {
        double scale = Decimal.parse(fields.getOrDefault("full-scale", ""));
        if (scale <= 0) {
            fault.tell(line, "full-scale: must be the flow at 20 mA, above 0", fields.getOrDefault("full-scale", ""));
        }
        return scale;
    }

    /** Several quantities of one unit are one profile's; so no unit stands twice. */
    private void place(MeterPlace place) {
        Integer before = taken.putIfAbsent(place.bus() + " " + place.address(), place.line());
        if (before != null) {
            fault.tell(
                    place.line(),
                    "address: stands on bus " + place.bus() + " in line " + before + " already; a unit has one line",
                    place.address());
        }
        all.add(place);
    }
}
