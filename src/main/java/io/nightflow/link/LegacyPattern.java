package io.nightflow.link;

import io.nightflow.link.PlainFields.Fields;
import io.nightflow.reading.SensorId;
import io.nightflow.table.LineTime;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines of meters that know no check value, by a pattern of the integrator's such as {@code {sensor},{flow},{pressure}}: all
 * but the names in braces stands for itself, {@code {*}} for anything. Numbers may have a sign, zeros and blanks before them,
 * an exponent, and a decimal comma where the pattern has none of its own. {@code {total}} is a register, which becomes
 * flow. {@code {time}} is seconds or milliseconds since 1970, a time with an offset, or a local one where a zone is given.
 * The whole line must match. Without a check value a third of single flipped bits still gives a reading, with a wrong
 * number, so such readings are marked as unchecked.
 */
public final class LegacyPattern {
    private static final String SENSOR = "{sensor}";
    private static final String FLOW = "{flow}";
    private static final String PRESSURE = "{pressure}";
    private static final String TOTAL = "{total}";
    private static final String TIME = "{time}";
    private static final String ANYTHING = "{*}";
    private static final int ANYTHING_MAX = 4; // each makes a line that does not match slower to refuse
    private static final String POINT = "[.]";
    private static final String POINT_OR_COMMA = "[.,]";

    private static final List<String> NAMES = List.of(SENSOR, FLOW, PRESSURE, TOTAL, TIME, ANYTHING);
    private static final Pattern NAME = Pattern.compile("\\{[^{}]*}");

    private final Pattern pattern;
    private final @Nullable PlainFields plain;
    private final String sensor;
    private final Set<String> names;
    private final @Nullable ZoneId zone;
    private String lastTime = ""; // many lines have the time of the one before, and to read it costs most
    private long lastSecond;

    private LegacyPattern(
            Pattern pattern, Optional<PlainFields> plain, String sensor, Set<String> names, @Nullable ZoneId zone) {
        this.pattern = pattern;
        this.plain = plain.orElse(null);
        this.sensor = sensor;
        this.names = names;
        this.zone = zone;
    }

    /**
     * Reads a pattern.
     *
     * @param sensor whose readings the lines are, where a meter has a port of its own and sends no name; empty where they
     *     name it.
     * @param zone of local times; null where none are taken.
     * @throws IllegalArgumentException it can give no reading, or holds something that it cannot mean.
     */
    public static LegacyPattern of(String text, String sensor, @Nullable ZoneId zone) {
        List<String> found =
                NAME.matcher(text).results().map(MatchResult::group).toList();
        check(text, sensor, found);
        boolean comma = NAME.matcher(text).replaceAll("").indexOf(',') < 0;
        String number = "\\s*[+-]?\\s*[0-9]{1,12}(?:" + (comma ? POINT_OR_COMMA : POINT)
                + "[0-9]{1,12})?(?:[eE][+-]?[0-9]{1,2})?\\s*";
        String regex = "\\s*+"
                + Pattern.quote(text.strip())
                        .replace(SENSOR, "\\E\\s*(?<sensor>[A-Za-z0-9_.-]{1,32})\\s*\\Q")
                        .replace(FLOW, "\\E(?<flow>" + number + ")\\Q")
                        .replace(PRESSURE, "\\E(?<pressure>" + number + ")\\Q")
                        .replace(TOTAL, "\\E(?<total>" + number + ")\\Q")
                        .replace(TIME, "\\E\\s*(?<time>[0-9].{3,44}?)\\s*\\Q")
                        .replace(ANYTHING, "\\E.*?\\Q")
                + "\\s*";
        return new LegacyPattern(Pattern.compile(regex), PlainFields.of(text.strip()), sensor, Set.copyOf(found), zone);
    }

    /** The same, for lines without local times. */
    public static LegacyPattern of(String text, String sensor) {
        return of(text, sensor, null);
    }

    private static void check(String text, String sensor, List<String> found) {
        String got = " (got " + text + ")";
        for (String name : found) {
            require(NAMES.contains(name), "knows no " + name + ", only " + String.join(", ", NAMES) + got);
            boolean once = found.indexOf(name) == found.lastIndexOf(name);
            require(once || name.equals(ANYTHING), "must name " + name + " once" + got);
        }
        require(
                found.stream().filter(ANYTHING::equals).count() <= ANYTHING_MAX,
                "must not have more than " + ANYTHING_MAX + " of {*}" + got);
        require(!text.contains("}{"), "must have something between two names, such as a comma" + got);
        require(
                found.contains(FLOW) || found.contains(PRESSURE) || found.contains(TOTAL),
                "must name {flow}, {pressure} or {total}" + got);
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

    /** The reading of a line; empty where the line does not match as a whole. */
    public Optional<PlainReading> read(String line) {
        Fields plainly = plainly(line);
        Fields fields = plainly == null ? matched(line) : plainly;
        if (fields == null) {
            return Optional.empty();
        }
        OptionalLong utc = names.contains(TIME) ? second(fields.time()) : OptionalLong.of(0);
        String id = sensor.isEmpty() ? fields.sensor() : sensor;
        if (utc.isEmpty() || !SensorId.isValid(id)) {
            return Optional.empty();
        }
        return Optional.of(new PlainReading(
                new Message.MeterReading(0, 0, new SensorId(id), utc.getAsLong(), fields.flow(), fields.pressure()),
                fields.total()));
    }

    /** What the line says by the expression; null where it does not match. */
    @Nullable
    Fields matched(String line) {
        Matcher matcher = pattern.matcher(line);
        return !matcher.matches()
                ? null
                : new Fields(
                        names.contains(SENSOR) ? matcher.group("sensor") : "",
                        number(matcher, FLOW, "flow"),
                        number(matcher, PRESSURE, "pressure"),
                        number(matcher, TOTAL, "total"),
                        names.contains(TIME) ? matcher.group("time") : "");
    }

    /** What it says where it is written plainly; null where it is not. */
    @Nullable
    Fields plainly(String line) {
        return plain == null ? null : plain.split(line, lastTime);
    }

    private double number(Matcher matcher, String name, String group) {
        return names.contains(name) ? number(matcher.group(group)) : Double.NaN;
    }

    private static double number(String text) {
        return Double.parseDouble(text.replaceAll("\\s", "").replace(',', '.'));
    }

    /** Never 0, which stands for no time: a time of 1970 is a wrong one, and is refused as such. */
    private OptionalLong second(String text) {
        if (!text.equals(lastTime)) {
            Optional<Instant> time = LineTime.of(text, zone);
            if (time.isEmpty()) {
                return OptionalLong.empty();
            }
            lastSecond = Math.max(1, time.get().getEpochSecond());
            lastTime = text;
        }
        return OptionalLong.of(lastSecond);
    }
}
