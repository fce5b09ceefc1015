package io.nightflow.route;

import io.nightflow.line.PortSettings;
import io.nightflow.tap.TapOptions;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the catalog cannot say of the options of {@code serial:}, {@code staging:} and {@code nightflow:}: how far their numbers go. */
public final class OwnOptions {
    private static final Pattern PORT = Pattern.compile("/[^\\s?]+|tcp:[^:/\\s]+:([0-9]{1,5})|mem:.+");
    private static final int PORT_MAX = 65_535;
    private static final String NAME = "1 to 64 characters of A-Z a-z 0-9 _ . -, such as scada";

    private static final Map<String, Map<String, Rule>> RULES = Map.of(
            "serial",
            Map.of(
                    "baud", count(300, 921_600),
                    "dataBits", count(5, 8),
                    "stopBits", count(1, 2),
                    "types", new Rule("capital letters such as S or AN", text -> text.matches("[A-Z]*")),
                    "groupLinesMax", count(1, 100_000)),
            "nightflow",
            Map.of(
                    "batch",
                    count(1, TapOptions.BATCH_MAX),
                    "name",
                    new Rule(NAME, TapOptions::isName),
                    "from",
                    new Rule(
                            "now, beginning, or a time with its offset such as 2026-11-01T00:00+01:00",
                            TapOptions::isBeginning)),
            "staging",
            Map.of("batchMinutes", count(1, 1_440), "batchBytes", count(1, 16_777_216)));

    /**
     * What an option may be.
     *
     * @param words follow "must be".
     */
    record Rule(String words, Predicate<String> holds) {}

    private OwnOptions() {}

    private static Rule count(int min, int max) {
        return new Rule(
                "a whole number from " + min + " to " + max,
                text -> text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= min && Integer.parseInt(text) <= max);
    }

    /** What is wrong with the value of an option; empty where nothing is, or the catalog knows. */
    public static String fault(String scheme, String option, String value) {
        Rule rule = RULES.getOrDefault(scheme, Map.of()).get(option);
        return rule == null || rule.holds().test(value)
                ? ""
                : option + ": must be " + rule.words() + " (got " + value + ")";
    }

    /** What is wrong with the port of a {@code serial:} endpoint; empty where nothing is. */
    static String portFault(String port) {
        var matcher = PORT.matcher(port);
        boolean isPort =
                matcher.matches() && (matcher.group(1) == null || Integer.parseInt(matcher.group(1)) <= PORT_MAX);
        boolean fine = isPort || PortSettings.isNone(port);
        return fine
                ? ""
                : "the port must be an absolute path such as /dev/ttyUSB1, or tcp:host:port (got " + port + ")";
    }
}
