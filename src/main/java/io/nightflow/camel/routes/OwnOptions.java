package io.nightflow.camel.routes;

import io.nightflow.settings.SpellingHint;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The options of the product's own components, which Camel's catalog does not know. */
final class OwnOptions {
    private static final Pattern PORT = Pattern.compile("/[^\\s?]+|tcp:[^:/\\s]+:([0-9]{1,5})|mem:.+");
    private static final int PORT_MAX = 65_535;
    private static final String DURATION = "[0-9]{1,9}(ms|s|m|h|d)?";

    /** What the scheduler of a polling consumer and each consumer of Camel's know. */
    private static final Set<String> OF_ANY = Set.of(
            "bridgeErrorHandler",
            "exceptionHandler",
            "exchangePattern",
            "lazyStartProducer",
            "delay",
            "initialDelay",
            "timeUnit",
            "useFixedDelay",
            "greedy",
            "repeatCount",
            "runLoggingLevel",
            "scheduler",
            "startScheduler",
            "sendEmptyMessageWhenIdle",
            "backoffMultiplier",
            "backoffIdleThreshold",
            "backoffErrorThreshold");

    private static final Map<String, Map<String, Rule>> RULES = Map.of(
            "serial",
            Map.of(
                    "baud", count(300, 921_600),
                    "dataBits", count(5, 8),
                    "stopBits", count(1, 2),
                    "parity", choice("none", "odd", "even"),
                    "framing", choice("link", "text"),
                    "types", new Rule("capital letters such as S or AN", text -> text.matches("[A-Z]*")),
                    "group", new Rule("a duration such as 100ms", text -> text.matches(DURATION)),
                    "groupLinesMax", count(1, 100_000),
                    "silentAfter", new Rule("a duration such as 3m, 0 for never", text -> text.matches(DURATION))),
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

    private static Rule choice(String... words) {
        Set<String> choices = Set.of(words);
        return new Rule("one of " + String.join(", ", words), choices::contains);
    }

    /** Whether a component is the product's own. */
    static boolean knows(String scheme) {
        return RULES.containsKey(scheme);
    }

    /** What is wrong with an option; empty where nothing is. */
    static String fault(String scheme, String option, String value, boolean open) {
        Map<String, Rule> rules = RULES.getOrDefault(scheme, Map.of());
        Rule rule = rules.get(option);
        if (rule == null) {
            boolean scheduled = OF_ANY.contains(option) || option.startsWith("scheduler.");
            return scheduled ? "" : unknown(option, new TreeMap<>(rules).keySet());
        }
        return open || rule.holds().test(value) ? "" : option + ": must be " + rule.words() + " (got " + value + ")";
    }

    /** That an option is none of the known. */
    static String unknown(String option, Set<String> known) {
        return "there is no option " + option + SpellingHint.question(option, known) + " There are "
                + String.join(", ", new TreeSet<>(known));
    }

    /** What is wrong with the port of a {@code serial:} endpoint; empty where nothing is. */
    static String portFault(String port) {
        var matcher = PORT.matcher(port);
        boolean fine =
                matcher.matches() && (matcher.group(1) == null || Integer.parseInt(matcher.group(1)) <= PORT_MAX);
        return fine
                ? ""
                : "the port must be an absolute path such as /dev/ttyUSB1, or tcp:host:port (got " + port + ")";
    }
}
