package io.nightflow.route;

import io.nightflow.route.RouteFile.Element;
import io.nightflow.route.RouteFile.Scalar;
import io.nightflow.settings.SpellingHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Something of a route file that becomes a route, or is used by some: an element as it stands, or a template with the
 * parameters of one route that is made of it.
 */
public final class RouteUnit {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\??)([^}:]+)(:([^}]*))?}}");

    private final RouteFile file;
    private final String kind;
    private final Node node;
    private final Map<String, Placed> parameters;
    private final Properties settings;
    private final boolean runs;
    private final @Nullable Placed made;

    private RouteUnit(
            RouteFile file,
            String kind,
            Node node,
            Map<String, Placed> parameters,
            Properties settings,
            boolean runs,
            @Nullable Placed made) {
        this.file = file;
        this.kind = kind;
        this.node = node;
        this.parameters = parameters;
        this.settings = settings;
        this.runs = runs;
        this.made = made;
    }

    /** All of some files; what is wrong with the parameters of templates goes to the faults. */
    static List<RouteUnit> of(List<RouteFile> files, Properties settings, List<RouteFault> faults) {
        Map<String, Template> templates = new TreeMap<>();
        for (RouteFile file : files) {
            file.elements("routeTemplate")
                    .forEach(element -> element.scalar("id")
                            .ifPresent(id -> templates.put(id.value(), new Template(file, element))));
        }
        List<RouteUnit> units = new ArrayList<>();
        for (RouteFile file : files) {
            for (Element element : file.elements()) {
                switch (element.kind()) {
                    case "templatedRoute" -> made(file, element, templates, settings, faults, units);
                    case "routeTemplate" ->
                        routeOf(element)
                                .ifPresent(route -> units.add(
                                        new RouteUnit(file, "route", route, Map.of(), settings, false, null)));
                    case "beans" -> {
                        // names no endpoint
                    }
                    default ->
                        units.add(new RouteUnit(file, element.kind(), element.value(), Map.of(), settings, true, null));
                }
            }
        }
        return units;
    }

    private static void made(
            RouteFile file,
            Element element,
            Map<String, Template> templates,
            Properties settings,
            List<RouteFault> faults,
            List<RouteUnit> units) {
        Template template = element.scalar("routeTemplateRef")
                .map(ref -> templates.get(ref.value()))
                .orElse(null);
        if (template != null) {
            Map<String, Placed> parameters = template.parametersOf(file, element, faults);
            template.route()
                    .ifPresent(route -> units.add(new RouteUnit(
                            template.file(),
                            "route",
                            route,
                            parameters,
                            settings,
                            true,
                            new Placed("", file, element.line()))));
        }
    }

    /** What stands below {@code route:}, or the template itself where it begins with {@code from:}. */
    private static Optional<Node> routeOf(Element template) {
        return RouteFile.child(template.value(), "route")
                .or(() -> RouteFile.child(template.value(), "from").map(from -> template.value()));
    }

    /** A template and what it asks for. */
    private record Template(RouteFile file, Element element) {
        Optional<Node> route() {
            return routeOf(element);
        }

        Map<String, Placed> parametersOf(RouteFile user, Element made, List<RouteFault> faults) {
            Map<String, Placed> values = new TreeMap<>();
            Set<String> known = new TreeSet<>();
            Set<String> required = new TreeSet<>();
            Set<String> misspelt = new TreeSet<>();
            for (Map<String, Scalar> parameter : list(element.value())) {
                Scalar name = parameter.get("name");
                Scalar otherwise = parameter.get("defaultValue");
                if (name != null) {
                    known.add(name.value());
                    if (otherwise != null) {
                        values.put(name.value(), new Placed(otherwise.value(), file, otherwise.line()));
                    } else if (parameter.get("required") == null
                            || parameter.get("required").value().equals("true")) {
                        required.add(name.value());
                    }
                }
            }
            Optional<Node> map = RouteFile.child(made.value(), "parameters").filter(MappingNode.class::isInstance);
            if (map.isPresent()) {
                faults.add(user.fault(
                        RouteFile.lineOf(map.get()), "parameters must be a list: write - name: and value: for each"));
                return values;
            }
            for (Map<String, Scalar> given : list(made.value())) {
                Scalar name = given.get("name");
                Scalar value = given.get("value");
                if (name != null && !known.contains(name.value())) {
                    misspelt.add(name.value());
                    faults.add(user.fault(
                            name.line(),
                            "template " + ref(made) + " has no parameter " + name.value()
                                    + SpellingHint.question(name.value(), known) + " It has "
                                    + String.join(", ", known)));
                } else if (name != null && value != null) {
                    required.remove(name.value());
                    values.put(name.value(), new Placed(value.value(), user, value.line()));
                }
            }
            required.removeIf(name -> misspelt.stream()
                    .anyMatch(given ->
                            SpellingHint.of(given, known).filter(name::equals).isPresent()));
            required.forEach(name -> faults.add(user.fault(
                    made.line(),
                    "template " + ref(made) + " needs the parameter " + name + ": add - name: " + name
                            + " and value:")));
            return values;
        }

        private static String ref(Element made) {
            return made.scalar("routeTemplateRef").map(Scalar::value).orElse("");
        }

        private static List<Map<String, Scalar>> list(Node element) {
            List<Map<String, Scalar>> all = new ArrayList<>();
            RouteFile.child(element, "parameters")
                    .filter(SequenceNode.class::isInstance)
                    .ifPresent(list -> ((SequenceNode) list)
                            .getValue().stream()
                                    .filter(MappingNode.class::isInstance)
                                    .forEach(item -> all.add(scalars((MappingNode) item))));
            return all;
        }

        private static Map<String, Scalar> scalars(MappingNode map) {
            Map<String, Scalar> found = new TreeMap<>();
            RouteFile.scalars(map).forEach(scalar -> found.putIfAbsent(scalar.key(), scalar));
            return found;
        }
    }

    /** The key that it stands under. */
    String kind() {
        return kind;
    }

    Node node() {
        return node;
    }

    RouteFile file() {
        return file;
    }

    /** Where the route is made of a template; else where an endpoint of it stands. */
    Placed origin(EndpointUse use) {
        return made == null ? use.uri() : made;
    }

    /** Whether a route runs so; false for a template as such. */
    public boolean runs() {
        return runs;
    }

    /** A scalar of it with its placeholders resolved: by parameters first, then by settings. */
    Placed placed(Scalar scalar) {
        Placed place = new Placed(scalar.value(), file, scalar.line());
        StringBuilder resolved = new StringBuilder();
        Matcher matcher = PLACEHOLDER.matcher(scalar.value());
        while (matcher.find()) {
            String key = matcher.group(2).strip();
            Placed parameter = parameters.get(key);
            String value = parameter != null ? resolvedBySettings(parameter.value()) : setting(key, matcher.group(4));
            if (parameter != null) {
                place = parameter;
            }
            matcher.appendReplacement(resolved, Matcher.quoteReplacement(value == null ? matcher.group() : value));
        }
        return place.with(matcher.appendTail(resolved).toString());
    }

    private String resolvedBySettings(String text) {
        return PLACEHOLDER.matcher(text).replaceAll(found -> {
            String value = setting(found.group(2).strip(), found.group(4));
            return Matcher.quoteReplacement(value == null ? found.group() : value);
        });
    }

    private @Nullable String setting(String key, @Nullable String otherwise) {
        return settings.getProperty(key, otherwise);
    }
}
