package io.nightflow.camel.routes;

import io.nightflow.route.EndpointUse;
import io.nightflow.route.OwnOptions;
import io.nightflow.route.Placed;
import io.nightflow.route.RouteFault;
import io.nightflow.settings.SpellingHint;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.quartz.CronExpression;

/** The options of endpoints against Camel's catalog: Camel itself takes {@code period: abc} in silence. */
final class EndpointOptions {
    /** Camel takes it for many options that its catalog calls whole numbers; where it does not, the trial tells. */
    private static final Pattern TIME = Pattern.compile("[0-9]+(ms|s|m|h|d)");

    private static final Pattern OPTION_NAME =
            Pattern.compile("\"([A-Za-z0-9.]+)\": \\{ \"index\": [0-9]+, \"kind\": \"parameter\"");
    private static final Set<String> SCHEMES = new TreeSet<>(Set.of(
            "serial", "meters", "staging", "direct", "quartz", "bean", "jdbc", "file", "stream", "http", "https",
            "smtp", "smtps", "log"));

    private static final Set<String> OWN = Set.of("serial", "meters", "staging");

    private final CamelContext context;
    private final RuntimeCamelCatalog catalog;

    /** Over a context that has what the routes may use. */
    EndpointOptions(CamelContext context) {
        this.context = context;
        catalog = context.getCamelContextExtension().getContextPlugin(RuntimeCamelCatalog.class);
    }

    /** What is wrong with an endpoint of a unit; that of a template itself is open where a parameter stands. */
    List<RouteFault> check(EndpointUse use, boolean open) {
        List<RouteFault> faults = new ArrayList<>();
        String scheme = use.scheme();
        if (scheme.isEmpty() || use.uri().value().startsWith("{{")) {
            return faults;
        }
        if (!isThere(scheme) && open && SpellingHint.of(scheme, SCHEMES).isEmpty()) {
            return faults; // a template that nobody uses may wait for a jar in ext/
        }
        if (!isThere(scheme)) {
            faults.add(use.uri()
                    .fault("there is no component " + scheme + " here" + SpellingHint.question(scheme, SCHEMES)
                            + " Put its jar and what it needs into ext/, or use one of " + String.join(", ", SCHEMES)));
            return faults;
        }
        if (!open && use.uri().value().matches(Pattern.quote(scheme) + ":/{0,2}")) {
            faults.add(use.uri().fault(scheme + ": must name what is meant behind the colon"));
            return faults;
        }
        if (scheme.startsWith("http") && use.uri().value().matches("https?:/[^/].*")) {
            faults.add(use.uri().fault("must have two strokes behind the colon: write " + scheme + "://host/path"));
            return faults;
        }
        if (scheme.equals("quartz")) {
            quartz(use, faults);
        }
        if (!open || OWN.contains(scheme)) {
            catalogued(scheme, use, faults);
        }
        return faults;
    }

    private boolean isThere(String scheme) {
        return !scheme.equals(scheme.toLowerCase(Locale.ROOT)) || context.getComponent(scheme, true, false) != null;
    }

    private void catalogued(String scheme, EndpointUse use, List<RouteFault> faults) {
        String description = catalog.componentJSonSchema(scheme);
        if (description == null) {
            return;
        }
        Map<String, String> values = new TreeMap<>();
        use.options().forEach((name, value) -> {
            if (!value.isOpen()) { // what a route works out is known when it runs
                values.put(name, value.value());
            }
        });
        Set<String> known = new TreeSet<>();
        OPTION_NAME.matcher(description).results().forEach(match -> known.add(match.group(1)));
        EndpointValidationResult result = catalog.validateProperties(scheme, values);
        use.options().forEach((name, value) -> {
            String ofOwn = value.isOpen() ? "" : OwnOptions.fault(scheme, name, value.value());
            boolean unknown = OWN.contains(scheme) && !known.contains(name) && !name.startsWith("scheduler.");
            String rule = unknown
                    ? unknown(name, known) + " There are " + String.join(", ", known)
                    : rule(name, value.value(), result, known);
            add(faults, value, ofOwn.isEmpty() ? rule : ofOwn);
        });
    }

    private static void add(List<RouteFault> faults, Placed at, String rule) {
        if (!rule.isEmpty()) {
            faults.add(at.fault(rule));
        }
    }

    private static String rule(String name, String value, EndpointValidationResult result, Set<String> known) {
        String got = " (got " + value + ")";
        if (result.getUnknown() != null && result.getUnknown().contains(name)) {
            return unknown(name, known);
        }
        if (has(result.getInvalidDuration(), name) && !TIME.matcher(value).matches()) {
            return name + ": must be a duration such as 500ms, 10s or 5m" + got;
        }
        if ((has(result.getInvalidInteger(), name) || has(result.getInvalidNumber(), name))
                && !TIME.matcher(value).matches()) {
            return name + ": must be a number, or a time such as 500ms, 10s or 5m where it is one" + got;
        }
        if (has(result.getInvalidBoolean(), name)) {
            return name + ": must be true or false" + got;
        }
        if (has(result.getInvalidEnum(), name)) {
            String[] choices = result.getInvalidEnumChoices() == null
                    ? null
                    : result.getInvalidEnumChoices().get(name);
            return name + ": must be one of " + (choices == null ? "its choices" : words(choices)) + got;
        }
        return "";
    }

    /** Enums are written in small letters, as routes write them; Camel takes both. */
    private static String words(String[] choices) {
        return Stream.of(choices)
                .map(choice ->
                        choice.equals(choice.toUpperCase(Locale.ROOT)) ? choice.toLowerCase(Locale.ROOT) : choice)
                .collect(Collectors.joining(", "));
    }

    /** That an option is none of the known. */
    static String unknown(String option, Set<String> known) {
        return "there is no option " + option + SpellingHint.question(option, known);
    }

    private static boolean has(Map<String, String> invalid, String name) {
        return invalid != null && invalid.containsKey(name);
    }

    /**
     * A local cron is silent for an hour at the autumn change, which is no matter where it is due once a day; two runs at
     * once would do work twice.
     */
    private static void quartz(EndpointUse use, List<RouteFault> faults) {
        Placed cron = use.options().get("cron");
        if (cron != null
                && !cron.isOpen()
                && !CronExpression.isValidExpression(cron.value().replace('+', ' '))) {
            faults.add(cron.fault(
                    "cron: must be a Quartz cron with seconds such as 0 0/10 * * * ? (got " + cron.value() + ")"));
        }
        if (cron != null && !isSet(use, "trigger.timeZone", "UTC") && !(hasZone(use) && isDaily(cron))) {
            faults.add(use.uri()
                    .fault(
                            "trigger.timeZone: must be UTC, but for a cron of once a day: a local one is silent for an hour"
                                    + " each autumn. Write trigger.timeZone: UTC under parameters"));
        }
        if (!isSet(use, "stateful", "true")) {
            faults.add(use.uri()
                    .fault("stateful: must be true: else a slow run overlaps with the next one. Write "
                            + "stateful: true under parameters"));
        }
    }

    private static boolean hasZone(EndpointUse use) {
        Placed zone = use.options().get("trigger.timeZone");
        return zone != null && (zone.isOpen() || ZoneId.getAvailableZoneIds().contains(zone.value()));
    }

    private static boolean isDaily(Placed cron) {
        return cron.isOpen() || cron.value().matches("[0-9]+[ +]+[0-9]+[ +]+[0-9]+[ +].*");
    }

    private static boolean isSet(EndpointUse use, String name, String value) {
        Placed option = use.options().get(name);
        return option != null && option.value().equals(value);
    }
}
