package io.nightflow.settings;

import io.nightflow.line.PortSettings;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a setting may be.
 *
 * @param words follows "must be" in a message.
 * @param holds whether a value keeps the rule.
 * @param read the value of a text that keeps it.
 * @param hint what somebody probably meant by a value that does not, begun with a full stop; empty where nothing is known.
 */
public record SettingRule<T>(
        String words, Predicate<String> holds, Function<String, T> read, UnaryOperator<String> hint) {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");

    private static final Pattern SIZE = Pattern.compile("([0-9]{1,6})(KiB|MiB|GiB)");

    private static final String NONE = "none";
    private static final int PORT_MAX = 65_535;

    private SettingRule(String words, Predicate<String> holds, Function<String, T> read) {
        this(words, holds, read, value -> "");
    }

    static SettingRule<String> text() {
        return new SettingRule<>("a text", text -> !text.isBlank(), text -> text);
    }

    static SettingRule<String> name() {
        return new SettingRule<>("1 to 32 characters of A-Z a-z 0-9 _ . -", SensorId::isValid, text -> text);
    }

    static SettingRule<String> portOrNone() {
        return new SettingRule<>(
                "an absolute path, tcp:host:port with a port from 1 to 65535, or none",
                text -> PortSettings.isNone(text) || isPort(text),
                text -> text);
    }

    /** A file or a folder, relative ones in the gateway's folder. */
    static SettingRule<Path> file() {
        return new SettingRule<>("a text", text -> !text.isBlank(), Path::of);
    }

    static SettingRule<Optional<Path>> fileOrNone() {
        return new SettingRule<>(
                "a text",
                text -> !text.isBlank(),
                text -> text.equals(NONE) ? Optional.empty() : Optional.of(Path.of(text)));
    }

    static SettingRule<String> store() {
        return new SettingRule<>(
                "sqlite, or jdbc:postgresql://host/database",
                text -> text.equals(FleetKey.SQLITE) || text.matches("jdbc:postgresql://[^\\s?]+(\\?\\S*)?"),
                text -> text);
    }

    static SettingRule<String> fleetBroker() {
        return new SettingRule<>(
                "tcp://host:1883, tls://host:8883 or embedded",
                text -> text.equals(FleetKey.EMBEDDED) || BrokerAddress.isValid(text),
                text -> text);
    }

    static SettingRule<Optional<String>> kafka() {
        return new SettingRule<>(
                "host:port, or some of them with commas between, or none",
                text -> text.equals(NONE) || Stream.of(text.split(",", -1)).allMatch(SettingRule::isHostAndPort),
                text -> text.equals(NONE) ? Optional.empty() : Optional.of(text));
    }

    private static boolean isHostAndPort(String text) {
        return BrokerAddress.isValid("tcp://" + text);
    }

    static SettingRule<String> topic() {
        return new SettingRule<>(
                "1 to 200 characters of A-Z a-z 0-9 _ . -",
                text -> text.matches("[A-Za-z0-9_.-]{1,200}") && !text.matches("\\.{1,2}"),
                text -> text);
    }

    static SettingRule<Optional<String>> broker() {
        return new SettingRule<>(
                "tcp://host:1883, tls://host:8883 or none",
                text -> text.equals(NONE) || BrokerAddress.isValid(text),
                text -> text.equals(NONE) ? Optional.empty() : Optional.of(text));
    }

    static SettingRule<ZoneId> zone() {
        return new SettingRule<>(
                "a time zone such as Europe/Rome", SettingRule::isZone, ZoneId::of, SettingRule::zoneMeant);
    }

    static SettingRule<LocalTime> time() {
        return new SettingRule<>(
                "a time of day such as 22:00", text -> text.matches("([01][0-9]|2[0-3]):[0-5][0-9]"), LocalTime::parse);
    }

    static SettingRule<String> cron() {
        return new SettingRule<>("a Quartz cron such as 0 * * * * ?", CronPauses::fires, text -> text);
    }

    static SettingRule<Long> size(String min) {
        return new SettingRule<>(
                "a size from " + min + ", such as 512MiB",
                text -> SIZE.matcher(text).matches() && parseSize(text) >= parseSize(min),
                SettingRule::parseSize);
    }

    static SettingRule<Integer> count(int min, int max) {
        return new SettingRule<>(
                "a whole number from " + min + " to " + max,
                text -> text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= min && Integer.parseInt(text) <= max,
                Integer::valueOf);
    }

    static SettingRule<Integer> zeroOr(int min, int max) {
        SettingRule<Integer> count = count(min, max);
        return new SettingRule<>(
                "0, or " + count.words(),
                text -> text.equals("0") || count.holds().test(text),
                Integer::valueOf);
    }

    /** A stage from which something is done: one at which something was found. */
    static SettingRule<Stage> stage() {
        SettingRule<Integer> count = count(Stage.ATTENTION.ordinal(), Stage.SERIOUS.ordinal());
        return new SettingRule<>(count.words(), count.holds(), text -> Stage.values()[Integer.parseInt(text)]);
    }

    static SettingRule<Double> decimal(double min, double max) {
        return new SettingRule<>(
                "a number from " + Decimal.text(min) + " to " + Decimal.text(max),
                text -> {
                    double value = Decimal.parse(text);
                    return value >= min && value <= max;
                },
                Double::valueOf);
    }

    static SettingRule<Boolean> flag() {
        return choice(List.of("true", "false"), Boolean::valueOf);
    }

    /** One of the words of an enum, which are its names in small letters. */
    static <E extends Enum<E>> SettingRule<E> choice(Class<E> choices) {
        List<String> words = Stream.of(choices.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        return choice(words, text -> Enum.valueOf(choices, text.toUpperCase(Locale.ROOT)));
    }

    /** Some of the words of an enum, with commas between, or none. */
    static <E extends Enum<E>> SettingRule<Set<E>> some(Class<E> choices) {
        SettingRule<E> one = choice(choices);
        String words = Stream.of(choices.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return new SettingRule<>(
                "some of " + words + " with commas between, or none",
                text -> text.equals(NONE)
                        || Stream.of(text.split("\\s*,\\s*", -1)).allMatch(one.holds()),
                text -> text.equals(NONE)
                        ? Set.of()
                        : Stream.of(text.split("\\s*,\\s*", -1)).map(one.read()).collect(Collectors.toSet()));
    }

    private static <T> SettingRule<T> choice(List<String> words, Function<String, T> read) {
        return new SettingRule<>("one of " + String.join(", ", words), words::contains, read);
    }

    static SettingRule<Duration> duration(String min, String max) {
        return new SettingRule<>(
                "a duration from " + min + " to " + max + ", such as 90s",
                text -> DURATION.matcher(text).matches()
                        && parseDuration(text).compareTo(parseDuration(min)) >= 0
                        && parseDuration(text).compareTo(parseDuration(max)) <= 0,
                SettingRule::parseDuration);
    }

    /** A duration that keeps its rule: a number and ms, s, m, h or d. */
    static Duration parseDuration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("duration: must be a number with ms, s, m, h or d (got " + text + ")");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** A size that keeps its rule, in bytes. */
    static long parseSize(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("size: must be a number with KiB, MiB or GiB (got " + text + ")");
        }
        int shift = switch (matcher.group(2)) {
            case "KiB" -> 10;
            case "MiB" -> 20;
            default -> 30;
        };
        return Long.parseLong(matcher.group(1)) << shift;
    }

    /** How many hours it is from one time of day to another. */
    static double hours(LocalTime from, LocalTime to) {
        return Math.floorMod(
                        Duration.between(from, to).toMinutes(),
                        Duration.ofDays(1).toMinutes())
                / 60.0;
    }

    private static boolean isPort(String text) {
        Matcher tcp = Pattern.compile("tcp:[^:/\\s]+:([0-9]{1,5})").matcher(text);
        if (tcp.matches()) {
            int port = Integer.parseInt(tcp.group(1));
            return port >= 1 && port <= PORT_MAX;
        }
        return text.startsWith("/") && !text.isBlank() && !text.contains("?");
    }

    /** Abbreviations that people know, and names whose case is wrong. */
    private static String zoneMeant(String text) {
        Map<String, String> known = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        ZoneId.getAvailableZoneIds().forEach(id -> known.put(id, id));
        ZoneId.SHORT_IDS.forEach((name, id) -> known.put(name, id));
        known.put("KST", "Asia/Seoul");
        known.put("BST", "Europe/London");
        known.put("SGT", "Asia/Singapore");
        String last = text.substring(text.lastIndexOf('/') + 1).replace(' ', '_');
        return Optional.ofNullable(known.get(text))
                .or(() -> known.values().stream()
                        .filter(id ->
                                id.regionMatches(true, id.lastIndexOf('/') + 1, last, 0, Math.max(last.length(), 3)))
                        .findFirst())
                .map(id -> ". Did you mean " + id + "?")
                .orElse("");
    }

    private static boolean isZone(String text) {
        try {
            ZoneId.of(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
