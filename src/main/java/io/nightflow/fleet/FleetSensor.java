package io.nightflow.fleet;

import io.nightflow.reading.SensorId;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * A sensor's name in the fleet: {@code gateway.sensor}, for two gateways may call theirs alike. Where that is longer than an id may
 * be, its end is a check value of the whole.
 */
public final class FleetSensor {
    private static final int LENGTH_MAX = 32;
    private static final int KEPT = 23;

    private FleetSensor() {}

    /** The name of a gateway's sensor. */
    public static SensorId of(String gateway, String sensor) {
        String whole = gateway + "." + sensor;
        if (whole.length() <= LENGTH_MAX) {
            return new SensorId(whole);
        }
        CRC32C check = new CRC32C();
        check.update(whole.getBytes(StandardCharsets.UTF_8));
        return new SensorId(whole.substring(0, KEPT) + String.format("-%08x", check.getValue()));
    }
}
