package io.nightflow.link;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.SensorId;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of meters that know no check value, by a pattern of the integrator's such as {@code {sensor},{flow},{pressure}};
 * {@code {time}} is epoch seconds or ISO with an offset. The whole line must match. Without a check value a third of single
 * flipped bits still gives a reading, with a wrong number, so such readings are marked as unchecked.
 */
public final class LegacyPattern {
    private static final String SENSOR = "{sensor}";
    private static final String FLOW = "{flow}";
    private static final String PRESSURE = "{pressure}";
    private static final String TIME = "{time}";
    private static final String NUMBER = "-?[0-9]{1,9}(?:\\.[0-9]{1,9})?";
    private static final String ISO = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,12}(?:Z|[+-][0-9]{2}:[0-9]{2})";

    private static final List<String> NAMES = List.of(SENSOR, FLOW, PRESSURE, TIME);
    private static final Pattern NAME = Pattern.compile("\\{[^{}]*}");

    private final Pattern pattern;
    private final String sensor;
    private final Set<String> names;
    private String lastTime = ""; // many lines have the time of the one before, and to read it costs most
    private long lastSecond;

    private LegacyPattern(Pattern pattern, String sensor, Set<String> names) {
        this.pattern = pattern;
        this.sensor = sensor;
        this.names = names;
    }

    /**
     * Reads a pattern.
     *
     * @param sensor whose readings the lines are, where a meter has a port of its own and sends no name; empty where they
     *     name it.
     * @throws IllegalArgumentException it can give no reading, or holds something that it cannot mean.
     */
    public static LegacyPattern of(String text, String sensor) {
        List<String> found =
                NAME.matcher(text).results().map(MatchResult::group).toList();
        check(text, sensor, found);
        String regex = Pattern.quote(text)
                .replace(SENSOR, "\\E(?<sensor>[A-Za-z0-9_.-]{1,32})\\Q")
                .replace(FLOW, "\\E(?<flow>" + NUMBER + ")\\Q")
                .replace(PRESSURE, "\\E(?<pressure>" + NUMBER + ")\\Q")
                .replace(TIME, "\\E(?<time>[0-9]{10}|" + ISO + ")\\Q");
        return new LegacyPattern(Pattern.compile(regex), sensor, Set.copyOf(found));
    }

    private static void check(String text, String sensor, List<String> found) {
        String got = " (got " + text + ")";
        for (String name : found) {
            require(NAMES.contains(name), "knows no " + name + ", only " + String.join(", ", NAMES) + got);
            require(found.indexOf(name) == found.lastIndexOf(name), "must name " + name + " once" + got);
        }
        require(!text.contains("}{"), "must have something between two names, such as a comma" + got);
        require(found.contains(FLOW) || found.contains(PRESSURE), "must name {flow} or {pressure}" + got);
        if (sensor.isEmpty()) {
            require(
                    found.contains(SENSOR),
                    "must name {sensor}; where a meter sends no name, give the route the parameter sensor" + got);
        } else {
            require(
                    SensorId.isValid(sensor),
                    "the sensor must be 1 to 32 characters of A-Z a-z 0-9 _ . - (got " + sensor + ")");
            require(
                    !found.contains(SENSOR),
                    "names {sensor}, and the parameter sensor names one too: take one away" + got);
        }
    }

    private static void require(boolean rule, String message) {
        if (!rule) {
            throw new IllegalArgumentException("legacy pattern: " + message);
        }
    }

    /** The reading of a line, not numbered; empty where the line does not match as a whole. */
    public Optional<Message.MeterReading> read(String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            long utc = names.contains(TIME) ? second(matcher.group("time")) : 0;
            double flowValue = names.contains(FLOW) ? Decimal.parse(matcher.group("flow")) : Double.NaN;
            double pressureValue = names.contains(PRESSURE) ? Decimal.parse(matcher.group("pressure")) : Double.NaN;
            return SensorId.tryParse(sensor.isEmpty() ? matcher.group("sensor") : sensor)
                    .map(id -> new Message.MeterReading(0, 0, id, utc, flowValue, pressureValue));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Never 0, which stands for no time: a time of 1970 is a wrong one, and is refused as such. */
    private long second(String text) {
        if (!text.equals(lastTime)) {
            lastSecond = Math.max(
                    1,
                    text.indexOf('T') < 0
                            ? Long.parseLong(text)
                            : OffsetDateTime.parse(text).toEpochSecond());
            lastTime = text;
        }
        return lastSecond;
    }
}
