package io.nightflow.collect;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.SensorId;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Readings as names and values, such as from JSON, as lines of a meter without a number:
 *
 * <pre>
 * sensor    its name
 * flow      a number in the unit that the list of sensors names (m3/h), or null
 * pressure  likewise (bar); at least one of both
 * time      ISO 8601 with its offset, or seconds since 1970; left out: now
 * </pre>
 */
public final class GivenReadings {
    private static final Set<String> OTHERS = Set.of("gateway", "log", "number", "quality", "again"); // what a tap adds
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?([0-9]{1,20}\\.?[0-9]{0,20}|\\.[0-9]{1,20})([eE][+-]?[0-9]{1,2})?");
    private static final double NUMBER_MAX = 1e12;
    private static final Set<String> NAMES = Set.of("sensor", "flow", "pressure", "time");

    private GivenReadings() {}

    /**
     * The lines.
     *
     * @throws IllegalArgumentException one of them cannot be understood; the message says which and why.
     */
    public static List<String> lines(List<Map<String, Object>> readings) {
        if (readings.isEmpty()) {
            throw new IllegalArgumentException("reading: there is none");
        }
        List<String> lines = new ArrayList<>(readings.size());
        for (int i = 0; i < readings.size(); i++) {
            Map<String, Object> reading = readings.get(i);
            String place = "reading " + (i + 1) + ": ";
            reading.keySet().stream()
                    .filter(name -> !OTHERS.contains(name) && !NAMES.contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw new IllegalArgumentException(
                                place + "there is no " + name + ": a reading has sensor, flow, pressure and time");
                    });
            String flow = number(place + "flow", reading.get("flow"));
            String pressure = number(place + "pressure", reading.get("pressure"));
            if (flow.isEmpty() && pressure.isEmpty()) {
                throw new IllegalArgumentException(place + "must have a flow or a pressure");
            }
            lines.add("S,0," + sensor(place, reading.get("sensor")) + "," + time(place, reading.get("time")) + ","
                    + flow + "," + pressure);
        }
        return lines;
    }

    private static String sensor(String place, @Nullable Object value) {
        String sensor = value == null ? "" : String.valueOf(value);
        if (!SensorId.isValid(sensor)) {
            throw new IllegalArgumentException(
                    place + "sensor: must be 1 to 32 characters of A-Z a-z 0-9 _ . - (got " + sensor + ")");
        }
        return sensor;
    }

    private static String number(String place, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = String.valueOf(value);
        double number = NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
        if (Double.isNaN(number) || Math.abs(number) > NUMBER_MAX) {
            throw new IllegalArgumentException(place + ": must be a number (got " + text + ")");
        }
        return Decimal.text(number);
    }

    private static String time(String place, @Nullable Object value) {
        if (value == null) {
            return "0"; // a line without a time
        }
        String text = String.valueOf(value);
        try {
            return text.matches("[0-9]{1,12}")
                    ? text
                    : String.valueOf(OffsetDateTime.parse(text).toEpochSecond());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    place
                            + "time: must be ISO 8601 with its offset, such as 2026-11-01T12:00:00+01:00, or seconds since"
                            + " 1970 (got " + text + ")",
                    e);
        }
    }
}
