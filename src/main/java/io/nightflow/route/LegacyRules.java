package io.nightflow.route;

import io.nightflow.link.LegacyPattern;
import io.nightflow.route.RouteFile.Scalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Patterns of legacy lines, which a route gives as a header: else they fail at the first line that comes. */
final class LegacyRules {
    private static final List<String> LITERALS = List.of("constant", "simple", "expression");

    private LegacyRules() {}

    /** What is wrong with the pattern of a route; empty where nothing is. */
    static Optional<RouteFault> check(RouteUnit unit) {
        Map<String, Placed> headers = new HashMap<>();
        for (Scalar name : RouteFile.scalars(unit.node())) {
            if (name.key().equals("name") && name.value().startsWith("legacy")) {
                literal(unit, name.parent()).ifPresent(value -> headers.put(name.value(), value));
            }
        }
        Placed pattern = headers.get("legacyPattern");
        if (pattern == null || pattern.value().contains("{{") || pattern.value().contains("${")) {
            return Optional.empty();
        }
        Placed sensor = headers.getOrDefault("legacySensor", pattern.with(""));
        try {
            LegacyPattern.of(pattern.value(), sensor.value());
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(pattern.fault(String.valueOf(e.getMessage())));
        }
    }

    private static Optional<Placed> literal(RouteUnit unit, MappingNode step) {
        for (String key : LITERALS) {
            Optional<Node> value = RouteFile.child(step, key);
            if (value.isPresent() && value.get() instanceof MappingNode nested) {
                return literal(unit, nested);
            }
            if (value.isPresent() && value.get() instanceof ScalarNode text) {
                return Optional.of(unit.placed(new Scalar(key, text.getValue(), RouteFile.lineOf(text), step)));
            }
        }
        return Optional.empty();
    }
}
