package io.nightflow.route;

import io.nightflow.route.RouteFile.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * An endpoint that a route names, in any of the forms that people write:
 *
 * <pre>
 * from: direct:x      from: {uri: direct, parameters: {name: x}}    to: direct:x?option=1
 * wireTap: {uri: ..}  deadLetterUri: ..     enrich: {constant: direct:x}     recipientList: {constant: "direct:x,direct:y"}
 * </pre>
 *
 * @param begins whether a route begins with it.
 * @param uri without its options.
 * @param options from behind its question mark and from {@code parameters}.
 */
public record EndpointUse(boolean begins, Placed uri, Map<String, Placed> options) {
    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*)(:(.*))?", Pattern.DOTALL);
    private static final Set<String> URIS = Set.of("uri", "deadLetterUri", "afterUri");
    private static final Set<String> STEPS =
            Set.of("from", "to", "toD", "tod", "wireTap", "poll", "compensation", "completion");
    private static final Set<String> COMPUTED =
            Set.of("enrich", "pollEnrich", "recipientList", "routingSlip", "dynamicRouter");
    private static final Set<String> LITERALS = Set.of("constant", "simple", "expression");
    private static final Set<String> PATTERNS = Set.of("interceptFrom", "interceptSendToEndpoint");
    private static final Set<String> FREE = Set.of("parameters", "properties", "constructors");

    /** All that a unit names. */
    static List<EndpointUse> of(RouteUnit unit) {
        List<EndpointUse> uses = new ArrayList<>();
        collect(unit, unit.kind(), unit.node(), uses);
        return uses;
    }

    private static void collect(RouteUnit unit, String key, Node node, List<EndpointUse> uses) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> collect(unit, key, item, uses));
        } else if (node instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                String name = RouteFile.name(tuple);
                Node value = tuple.getValueNode();
                if (value instanceof ScalarNode scalar) {
                    scalar(unit, key, new Scalar(name, scalar.getValue(), RouteFile.lineOf(scalar), map), uses);
                } else if (COMPUTED.contains(name)) {
                    computed(unit, value, uses);
                    collect(unit, name, value, uses);
                } else if (!FREE.contains(name)) {
                    collect(unit, name, value, uses);
                }
            }
        }
    }

    private static void scalar(RouteUnit unit, String around, Scalar scalar, List<EndpointUse> uses) {
        boolean isUri = URIS.contains(scalar.key()) && !PATTERNS.contains(around);
        if (isUri || STEPS.contains(scalar.key())) {
            boolean begins = scalar.key().equals("from")
                    || (around.equals("from") && scalar.key().equals("uri"));
            uses.add(of(unit, begins, scalar, isUri ? parameters(unit, scalar) : Map.of()));
        }
    }

    private static void computed(RouteUnit unit, Node node, List<EndpointUse> uses) {
        for (Scalar scalar : RouteFile.scalars(node)) {
            if (LITERALS.contains(scalar.key())) {
                for (String uri : scalar.value().split(",", -1)) {
                    Scalar one = new Scalar(scalar.key(), uri.strip(), scalar.line(), scalar.parent());
                    if (SCHEME.matcher(one.value()).matches() && one.value().contains(":")) {
                        uses.add(of(unit, false, one, Map.of()));
                    }
                }
            }
        }
    }

    private static EndpointUse of(RouteUnit unit, boolean begins, Scalar scalar, Map<String, Placed> parameters) {
        Placed whole = unit.placed(scalar);
        Map<String, Placed> options = new TreeMap<>(parameters);
        int question = whole.value().indexOf('?');
        if (question > 0 && !whole.value().startsWith("{{")) {
            for (String pair : whole.value().substring(question + 1).split("&", -1)) {
                String[] parts = pair.split("=", 2);
                options.put(parts[0], whole.with(parts.length > 1 ? raw(parts[1]) : ""));
            }
        }
        return new EndpointUse(
                begins, whole.with(question > 0 ? whole.value().substring(0, question) : whole.value()), options);
    }

    private static String raw(String value) {
        return value.matches("RAW[({].*[)}]") ? value.substring(4, value.length() - 1) : value;
    }

    private static Map<String, Placed> parameters(RouteUnit unit, Scalar uri) {
        Map<String, Placed> options = new TreeMap<>();
        RouteFile.child(uri.parent(), "parameters")
                .filter(MappingNode.class::isInstance)
                .ifPresent(node -> {
                    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
                        if (tuple.getValueNode() instanceof ScalarNode value) {
                            String name = RouteFile.name(tuple);
                            options.put(
                                    name,
                                    unit.placed(new Scalar(
                                            name, value.getValue(), RouteFile.lineOf(value), (MappingNode) node)));
                        }
                    }
                });
        return options;
    }

    /** Its component; empty where it is not known yet, or the text names none. */
    public String scheme() {
        Matcher matcher = SCHEME.matcher(uri.value());
        return matcher.matches() && !matcher.group(1).contains("$") ? matcher.group(1) : "";
    }

    /** What stands behind the scheme, without slashes that only separate. */
    public String path() {
        Matcher matcher = SCHEME.matcher(uri.value());
        String rest = matcher.matches() && matcher.group(3) != null ? matcher.group(3) : "";
        return rest.startsWith("//") ? rest.substring(2) : rest;
    }

    /** Of a {@code direct:} endpoint, {@code direct:name}; empty for any other. */
    String direct() {
        Placed name = options.get("name"); // uri: direct with parameters: {name: x}
        String path = path().isEmpty() && name != null ? name.value() : path();
        return scheme().equals("direct") && !uri.isOpen() ? "direct:" + path : "";
    }
}
