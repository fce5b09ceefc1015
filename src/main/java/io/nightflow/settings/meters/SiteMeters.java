package io.nightflow.settings.meters;

import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.SiteMeter;
import io.nightflow.reading.MeterPlace;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The meters of a site that are asked, with what each kind of them says. */
public final class SiteMeters {
    private static final int MODBUS_MAX = 247;
    private static final int MBUS_MAX = 250;
    private static final int DIGITS = 8;

    private SiteMeters() {}

    /**
     * Those of the list of sensors.
     *
     * @throws SettingsException a profile is missing or wrong, or an address is none of its protocol; with all faults.
     */
    public static List<SiteMeter> read(Settings settings, MeteringPoints points) throws SettingsException {
        if (points.meters().isEmpty()) {
            return List.of();
        }
        MeterProfiles profiles = MeterProfiles.of(settings);
        Path list = settings.path(Key.SENSORS_FILE);
        Map<String, Optional<Profile>> read = new HashMap<>();
        Set<String> faults = new LinkedHashSet<>();
        List<SiteMeter> meters = new ArrayList<>();
        for (MeterPlace place : points.meters()) {
            if (!read.containsKey(place.profile())) {
                read.put(place.profile(), profile(profiles, place, list, faults));
            }
            read.get(place.profile()).ifPresent(profile -> {
                SiteMeter meter = new SiteMeter(place, profile, points.of(place.sensor()));
                fault(meter).ifPresent(words -> faults.add(list + ":" + place.line() + ": " + words));
                meters.add(meter);
            });
        }
        if (!faults.isEmpty()) {
            throw new SettingsException(List.copyOf(faults));
        }
        return meters;
    }

    private static Optional<Profile> profile(MeterProfiles profiles, MeterPlace place, Path list, Set<String> faults) {
        try {
            return Optional.of(profiles.read(place.profile()));
        } catch (SettingsException e) {
            boolean missing = profiles.file(place.profile()).isEmpty();
            e.faults().forEach(fault -> faults.add(missing ? list + ":" + place.line() + ": " + fault : fault));
            return Optional.empty();
        }
    }

    private static Optional<String> fault(SiteMeter meter) {
        String address = meter.place().address();
        boolean digits = address.length() == DIGITS;
        int number = digits ? 0 : Integer.parseInt(address);
        boolean isModbus = meter.profile().protocol() == Profile.Protocol.MODBUS;
        if (isModbus && (digits || number < 1 || number > MODBUS_MAX)) {
            return Optional.of("address: must be 1 to 247, for "
                    + meter.profile().kind() + " speaks Modbus (got " + address + ")");
        }
        if (!isModbus && number > MBUS_MAX) {
            return Optional.of("address: must be 0 to 250 or the eight digits of the meter (got " + address + ")");
        }
        if (meter.isLoop() && Double.isNaN(meter.place().fullScale())) {
            return Optional.of("full-scale: must say the flow at 20 mA, for "
                    + meter.profile().kind() + " gives a current (got )");
        }
        return Optional.empty();
    }
}
