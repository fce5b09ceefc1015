package io.nightflow.camel.routes;

import io.nightflow.camel.routes.RouteFile.Element;
import io.nightflow.camel.routes.RouteFile.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.nodes.Node;

/** Which {@code direct:} endpoints a route begins with, made of a template or not: each one once. */
final class DirectListeners {
    private final Map<String, String> listeners = new TreeMap<>();
    private final Map<String, Scalar> ofTemplates = new TreeMap<>();
    private final List<RouteFault> faults = new ArrayList<>();

    DirectListeners(List<RouteFile> files, Set<String> own) {
        own.forEach(direct -> listeners.put(direct, "the product itself"));
        for (RouteFile file : files) {
            for (Element template : file.elements("routeTemplate")) {
                RouteFile.child(template.value(), "route")
                        .flatMap(DirectListeners::beginning)
                        .ifPresent(uri -> template.scalar("id").ifPresent(id -> ofTemplates.put(id.value(), uri)));
            }
        }
        files.forEach(this::collect);
    }

    /** What two routes begin with. */
    List<RouteFault> faults() {
        return faults;
    }

    /** All of them. */
    Set<String> known() {
        return listeners.keySet();
    }

    /** Whether somebody must listen to this one, and nobody does. */
    boolean isMissing(Scalar uri) {
        return uri.value().startsWith("direct:")
                && !uri.value().contains("{{")
                && !listeners.containsKey(uri.value())
                && !ofTemplates.containsValue(uri); // where a template begins: only a route made of it listens
    }

    private static Optional<Scalar> beginning(Node route) {
        return RouteFile.child(route, "from")
                .flatMap(from -> RouteFile.scalars(from).stream()
                        .filter(scalar ->
                                scalar.key().equals("uri") && scalar.parent().equals(from))
                        .findFirst())
                .filter(uri -> uri.value().startsWith("direct:"));
    }

    private void collect(RouteFile file) {
        for (Element route : file.elements("route")) {
            beginning(route.value()).ifPresent(uri -> add(file, uri.line(), uri.value()));
        }
        for (Element made : file.elements("templatedRoute")) {
            made.scalar("routeTemplateRef")
                    .map(ref -> ofTemplates.get(ref.value()))
                    .ifPresent(uri -> add(file, made.line(), uri.value()));
        }
    }

    private void add(RouteFile file, int line, String direct) {
        String other = listeners.putIfAbsent(direct, file.path().getFileName().toString());
        if (other != null) {
            faults.add(file.fault(
                    line,
                    "only one route can begin with " + direct + ", and " + other + " has one. To go several ways, write"
                            + " multicast into that one"));
        }
    }
}
