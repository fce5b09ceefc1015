package io.nightflow.settings;

import io.nightflow.line.PortSettings;
import java.util.Map;
import java.util.TreeMap;

/** What people call the ports of the settings; any other line is known by its route. */
public final class LineNames {
    static final String METER = "meter-line";
    /** The line to the device. */
    public static final String DEVICE = "device-line";

    private LineNames() {}

    /** Whether the site has a device. */
    public static boolean hasDevice(Settings settings) {
        return !PortSettings.isNone(settings.text(Key.DEVICE_PORT));
    }

    /** Names by port. */
    public static Map<String, String> of(Settings settings) {
        String meter = settings.text(Key.METER_PORT);
        String device = settings.text(Key.DEVICE_PORT);
        Map<String, String> names = new TreeMap<>();
        names.put(device, DEVICE);
        names.put(meter, METER);
        names.keySet().removeIf(PortSettings::isNone);
        return names;
    }
}
