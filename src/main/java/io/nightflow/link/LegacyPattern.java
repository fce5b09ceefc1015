package io.nightflow.link;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.SensorId;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Optional;
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

    private final Pattern pattern;
    private final boolean flow;
    private final boolean pressure;
    private final boolean time;

    private LegacyPattern(Pattern pattern, boolean flow, boolean pressure, boolean time) {
        this.pattern = pattern;
        this.flow = flow;
        this.pressure = pressure;
        this.time = time;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException it names no sensor or no value, or one of them twice.
     */
    public static LegacyPattern of(String text) {
        boolean valued = text.contains(FLOW) || text.contains(PRESSURE);
        String regex = Pattern.quote(text);
        for (String name : new String[] {SENSOR, FLOW, PRESSURE, TIME}) {
            if (text.indexOf(name) != text.lastIndexOf(name)) {
                throw new IllegalArgumentException("legacy pattern: must name " + name + " once (got " + text + ")");
            }
        }
        if (!text.contains(SENSOR) || !valued) {
            throw new IllegalArgumentException(
                    "legacy pattern: must name {sensor}, and {flow} or {pressure} (got " + text + ")");
        }
        regex = regex.replace(SENSOR, "\\E(?<sensor>[A-Za-z0-9_.-]{1,32})\\Q")
                .replace(FLOW, "\\E(?<flow>" + NUMBER + ")\\Q")
                .replace(PRESSURE, "\\E(?<pressure>" + NUMBER + ")\\Q")
                .replace(TIME, "\\E(?<time>[0-9]{10}|" + ISO + ")\\Q");
        return new LegacyPattern(
                Pattern.compile(regex), text.contains(FLOW), text.contains(PRESSURE), text.contains(TIME));
    }

    /** The reading of a line, not numbered; empty where the line does not match as a whole. */
    public Optional<Message.MeterReading> read(String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            long utc = time ? second(matcher.group("time")) : 0;
            double flowValue = flow ? Decimal.parse(matcher.group("flow")) : Double.NaN;
            double pressureValue = pressure ? Decimal.parse(matcher.group("pressure")) : Double.NaN;
            return SensorId.tryParse(matcher.group("sensor"))
                    .map(sensor -> new Message.MeterReading(0, 0, sensor, utc, flowValue, pressureValue));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Never 0, which stands for no time: a time of 1970 is a wrong one, and is refused as such. */
    private static long second(String text) {
        return Math.max(
                1,
                text.indexOf('T') < 0
                        ? Long.parseLong(text)
                        : OffsetDateTime.parse(text).toEpochSecond());
    }
}
