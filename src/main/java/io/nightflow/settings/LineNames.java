package io.nightflow.settings;

import java.util.Map;

/** What people call the ports of the settings; any other line is known by its route. */
public final class LineNames {
    static final String METER = "meter-line";
    /** The line to the device. */
    public static final String DEVICE = "device-line";

    private LineNames() {}

    /** Names by port. */
    public static Map<String, String> of(Settings settings) {
        String meter = settings.text(Key.METER_PORT);
        String device = settings.text(Key.DEVICE_PORT);
        return meter.equals(device) ? Map.of(meter, METER) : Map.of(meter, METER, device, DEVICE);
    }
}
