package io.nightflow.camel.routes;

import io.nightflow.camel.routes.RouteFile.Element;
import io.nightflow.camel.routes.RouteFile.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.quartz.CronExpression;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** The options of endpoints against Camel's catalog: Camel itself takes {@code period: abc} in silence. */
final class EndpointOptions {
    private static final Pattern SCHEME = Pattern.compile("([a-z][a-z0-9+-]*):.*");
    /** Camel takes it for many options that its catalog calls whole numbers; where it does not, the trial tells. */
    private static final Pattern TIME = Pattern.compile("[0-9]+(ms|s|m|h|d)");

    private static final Pattern OPTION_NAME = Pattern.compile("\"([A-Za-z.]+)\": \\{ \"index\"");
    private static final Set<String> SCHEMES = new TreeSet<>(Set.of(
            "serial", "staging", "direct", "quartz", "bean", "jdbc", "file", "stream", "http", "https", "smtp", "smtps",
            "log"));

    private final CamelContext context;
    private final RuntimeCamelCatalog catalog;

    /** Over a context that has what the routes may use. */
    EndpointOptions(CamelContext context) {
        this.context = context;
        catalog = context.getCamelContextExtension().getContextPlugin(RuntimeCamelCatalog.class);
    }

    List<RouteFault> check(RouteFile file) {
        List<RouteFault> faults = new ArrayList<>();
        for (Element element : file.elements()) {
            boolean open = element.kind().equals("routeTemplate"); // its parameters are not known yet
            for (Scalar uri : RouteFile.scalars(element.value())) {
                Matcher scheme = SCHEME.matcher(uri.value());
                if (uri.key().equals("uri") && scheme.matches()) {
                    endpoint(file, uri, scheme.group(1), open, faults);
                }
            }
        }
        return faults;
    }

    private void endpoint(RouteFile file, Scalar uri, String scheme, boolean open, List<RouteFault> faults) {
        if (context.getComponent(scheme, true, false) == null) {
            faults.add(file.fault(
                    uri.line(),
                    "there is no component " + scheme + ". Did you mean " + Nearest.of(scheme, SCHEMES) + "? There are "
                            + String.join(", ", SCHEMES)));
            return;
        }
        Map<String, Scalar> options = options(uri);
        if (scheme.equals("quartz")) {
            quartz(file, uri, options, faults);
        }
        String description = catalog.componentJSonSchema(scheme);
        if (description == null || open) {
            return;
        }
        Map<String, String> values = new TreeMap<>();
        options.forEach((name, scalar) -> values.put(name, resolved(scalar.value())));
        EndpointValidationResult result = catalog.validateProperties(scheme, values);
        options.forEach((name, scalar) -> {
            String rule = rule(name, scalar.value(), result, description);
            if (!rule.isEmpty()) {
                faults.add(file.fault(scalar.line(), rule));
            }
        });
    }

    private static String rule(String name, String value, EndpointValidationResult result, String description) {
        String got = " (got " + value + ")";
        if (result.getUnknown() != null && result.getUnknown().contains(name)) {
            List<String> known = new ArrayList<>();
            OPTION_NAME.matcher(description).results().forEach(match -> known.add(match.group(1)));
            return "there is no option " + name + ". Did you mean " + Nearest.of(name, known) + "?";
        }
        if (has(result.getInvalidDuration(), name)) {
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
                    ? new String[0]
                    : result.getInvalidEnumChoices().get(name);
            return name + ": must be one of " + Arrays.toString(choices) + got;
        }
        return "";
    }

    private static boolean has(Map<String, String> invalid, String name) {
        return invalid != null && invalid.containsKey(name);
    }

    /** A local cron is silent for an hour at the autumn change; two runs at once would do work twice. */
    private void quartz(RouteFile file, Scalar uri, Map<String, Scalar> options, List<RouteFault> faults) {
        Scalar cron = options.get("cron");
        if (cron != null
                && !cron.value().contains("{{")
                && !CronExpression.isValidExpression(cron.value().replace('+', ' '))) {
            faults.add(file.fault(
                    cron.line(),
                    "cron: must be a Quartz cron with seconds such as 0 0/10 * * * ? (got " + cron.value() + ")"));
        }
        if (cron != null && !isSet(options, "trigger.timeZone", "UTC")) {
            faults.add(file.fault(
                    uri.line(),
                    "trigger.timeZone: must be UTC: a local cron is silent for an hour each "
                            + "autumn. Write trigger.timeZone: UTC under parameters"));
        }
        if (!isSet(options, "stateful", "true")) {
            faults.add(file.fault(
                    uri.line(),
                    "stateful: must be true: else a slow run overlaps with the next one. Write "
                            + "stateful: true under parameters"));
        }
    }

    private static boolean isSet(Map<String, Scalar> options, String name, String value) {
        Scalar option = options.get(name);
        return option != null && option.value().equals(value);
    }

    /** From {@code parameters:} beside the uri, and from behind its question mark. */
    private static Map<String, Scalar> options(Scalar uri) {
        Map<String, Scalar> options = new TreeMap<>();
        RouteFile.child(uri.parent(), "parameters")
                .filter(MappingNode.class::isInstance)
                .ifPresent(node -> {
                    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
                        if (tuple.getValueNode() instanceof ScalarNode value) {
                            String name = RouteFile.name(tuple);
                            options.put(name, new Scalar(name, value.getValue(), RouteFile.lineOf(value), (MappingNode)
                                    node));
                        }
                    }
                });
        int question = uri.value().indexOf('?');
        if (question > 0) {
            for (String pair : uri.value().substring(question + 1).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                options.put(parts[0], new Scalar(parts[0], parts.length > 1 ? parts[1] : "", uri.line(), uri.parent()));
            }
        }
        return options;
    }

    /** What cannot be resolved is told by the rules for placeholders. */
    private String resolved(String value) {
        try {
            return context.resolvePropertyPlaceholders(value);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }
}
