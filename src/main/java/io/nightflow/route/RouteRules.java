package io.nightflow.route;

import io.nightflow.route.RouteFile.Element;
import io.nightflow.route.RouteFile.Scalar;
import io.nightflow.settings.Key;
import io.nightflow.settings.SpellingHint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What Camel takes in silence, or says without a line: ids, references between files, placeholders, beans. */
public final class RouteRules {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(\\??)([^}:]+)(:[^}]*)?}}");
    private static final String HTTP_PORT = Key.HTTP_PORT.text();
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");
    static final Set<String> KINDS = new TreeSet<>(Set.of(
            "route",
            "from",
            "routeTemplate",
            "templatedRoute",
            "routeConfiguration",
            "beans",
            "rest",
            "onException",
            "intercept",
            "interceptFrom",
            "interceptSendToEndpoint",
            "onCompletion",
            "errorHandler",
            "restConfiguration",
            "dataFormats"));

    private final List<RouteFile> files;
    private final KnownNames known;
    private final List<RouteFault> faults = new ArrayList<>();
    private final Set<String> configurations = new TreeSet<>();
    private final Set<String> templates = new TreeSet<>();
    private final Set<String> beans = new TreeSet<>();
    private final Map<RouteUnit, List<EndpointUse>> units = new LinkedHashMap<>();

    /** Of these files together. */
    public RouteRules(List<RouteFile> files, KnownNames known) {
        this.files = files;
        this.known = known;
        beans.addAll(known.beans().keySet());
        List<RouteFile> whole =
                files.stream().filter(file -> file.broken().isEmpty()).toList();
        RouteUnit.of(whole, known.settings(), faults).forEach(unit -> units.put(unit, EndpointUse.of(unit)));
    }

    /** What the files make, with the endpoints that it names. */
    public Map<RouteUnit, List<EndpointUse>> units() {
        return units;
    }

    /** All faults; nothing is loaded. */
    public List<RouteFault> check() {
        for (RouteFile file : files) {
            file.broken().ifPresentOrElse(faults::add, () -> collect(file));
        }
        Map<String, String> ids = new HashMap<>();
        known.ownRoutes().forEach(id -> ids.put(id, "the product itself"));
        for (RouteFile file : files) {
            if (file.broken().isEmpty()) {
                file.elements().forEach(element -> check(file, element, ids));
            }
        }
        faults.addAll(new DirectListeners(units, known.ownDirects()).faults());
        List<EndpointUse> running = units.entrySet().stream()
                .filter(unit -> unit.getKey().runs())
                .flatMap(unit -> unit.getValue().stream())
                .toList();
        faults.addAll(new PortRules(known.ownPorts()).check(running));
        faults.addAll(
                new BusRules(known.buses()).check(running, known.ownPorts().keySet()));
        faults.addAll(new TapRules().check(units));
        if ("0".equals(known.settings().getProperty(HTTP_PORT))) {
            units.forEach((unit, uses) -> uses.stream()
                    .filter(use -> unit.runs() && use.begins() && use.scheme().equals("platform-http"))
                    .forEach(use -> faults.add(unit.origin(use)
                            .fault("nobody listens to HTTP here: set " + HTTP_PORT + ", such as 8080"))));
        }
        units.keySet().forEach(unit -> LegacyRules.check(unit).ifPresent(faults::add));
        return faults;
    }

    private void collect(RouteFile file) {
        file.elements("routeConfiguration")
                .forEach(element -> element.scalar("id").ifPresent(id -> configurations.add(id.value())));
        file.elements("routeTemplate")
                .forEach(element -> element.scalar("id").ifPresent(id -> templates.add(id.value())));
        beans.addAll(names(file, "dataFormats", "id"));
        beans.addAll(names(file, "beans", "name"));
    }

    private static List<String> names(RouteFile file, String kind, String key) {
        return file.elements(kind).stream()
                .flatMap(element -> RouteFile.scalars(element.value()).stream())
                .filter(scalar -> scalar.key().equals(key))
                .map(Scalar::value)
                .toList();
    }

    private void check(RouteFile file, Element element, Map<String, String> ids) {
        if (!KINDS.contains(element.kind())) {
            add(
                    file,
                    element.line(),
                    "must be one of " + String.join(", ", KINDS) + SpellingHint.question(element.kind(), KINDS));
            return;
        }
        switch (element.kind()) {
            case "route" -> id(file, element, "id", ids);
            case "templatedRoute" -> {
                id(file, element, "routeId", ids);
                if (element.scalar("routeTemplateRef").isEmpty()) {
                    add(file, element.line(), "needs routeTemplateRef: the id of a template, one of " + templates);
                }
                element.scalar("routeTemplateRef")
                        .filter(ref -> !templates.contains(ref.value()))
                        .ifPresent(ref -> add(file, ref.line(), unknown("a template", ref.value(), templates)));
            }
            default -> {
                // has no id that must be unique
            }
        }
        scalars(file, element);
    }

    private void id(RouteFile file, Element element, String key, Map<String, String> ids) {
        Scalar id = element.scalar(key).orElse(null);
        if (id == null) {
            return; // Camel gives it one
        }
        if (!ID.matcher(id.value()).matches()) {
            add(file, id.line(), "an id must be letters, digits, _ . - (got " + id.value() + ")");
        } else {
            String other = ids.putIfAbsent(id.value(), file.path().getFileName().toString());
            if (other != null && known.jobs().contains(id.value())) {
                add(
                        file,
                        id.line(),
                        "route " + id.value()
                                + " is a job of the product itself, and when it runs is a setting: delete this"
                                + " file. What you have added to it needs a route of its own");
            } else if (other != null) {
                add(file, id.line(), "the id " + id.value() + " is taken by " + other + ". Give this route another");
            }
        }
    }

    private void scalars(RouteFile file, Element element) {
        Set<String> keys =
                known.settings().stringPropertyNames().stream().collect(Collectors.toCollection(TreeSet::new));
        keys.addAll(parameters(element));
        for (Scalar scalar : RouteFile.scalars(element.value())) {
            placeholders(file, scalar, keys);
            switch (scalar.key()) {
                case "routeConfigurationId" -> {
                    for (String name : scalar.value().split(",", -1)) {
                        configuration(file, scalar, name.strip());
                    }
                }
                case "ref" -> bean(file, scalar);
                default -> {
                    // nothing that refers to something else
                }
            }
        }
    }

    /** A name, or the beginning of one with a star behind it. */
    private void configuration(RouteFile file, Scalar scalar, String name) {
        boolean isThere = name.endsWith("*")
                ? configurations.stream().anyMatch(each -> each.startsWith(name.substring(0, name.length() - 1)))
                : configurations.contains(name);
        if (!isThere && !name.contains("{{")) {
            add(file, scalar.line(), unknown("a routeConfiguration", name, configurations));
        }
    }

    private static List<String> parameters(Element element) {
        List<String> names = new ArrayList<>();
        if (element.kind().equals("routeTemplate")) {
            for (String list : List.of("parameters", "beans", "templateBeans")) {
                RouteFile.child(element.value(), list)
                        .filter(SequenceNode.class::isInstance)
                        .ifPresent(node -> RouteFile.scalars(node).stream()
                                .filter(scalar -> scalar.key().equals("name"))
                                .forEach(scalar -> names.add(scalar.value())));
            }
        }
        return names;
    }

    private void placeholders(RouteFile file, Scalar scalar, Set<String> keys) {
        if (scalar.value().contains("{{") && !scalar.value().contains("}}")) {
            add(file, scalar.line(), "{{ is not closed: write }} at its end");
        }
        Matcher matcher = PLACEHOLDER.matcher(scalar.value());
        while (matcher.find()) {
            String key = matcher.group(2).strip();
            boolean optional = !matcher.group(1).isEmpty() || matcher.group(3) != null;
            if (!optional && !keys.contains(key) && !key.matches("(env|sys|service|bean|properties).*")) {
                add(
                        file,
                        scalar.line(),
                        "{{" + key + "}} is not a setting"
                                + SpellingHint.of(key, keys)
                                        .map(near -> ". Did you mean {{" + near + "}}?")
                                        .orElse(".")
                                + " Your own belong into config/nightflow.properties as route.<name>");
            }
        }
    }

    private void bean(RouteFile file, Scalar ref) {
        if (ref.value().contains("{{") || ref.value().startsWith("#")) {
            return;
        }
        if (!beans.contains(ref.value())) {
            add(file, ref.line(), unknown("a bean", ref.value(), beans));
            return;
        }
        Set<String> methods = known.beans().get(ref.value());
        String method = RouteFile.child(ref.parent(), "method")
                .filter(ScalarNode.class::isInstance)
                .map(node -> ((ScalarNode) node).getValue())
                .orElse("");
        if (methods != null && !method.isEmpty() && !methods.contains(method.replaceFirst("\\(.*", ""))) {
            add(file, ref.line(), "bean " + ref.value() + " has no method " + method + ", it has " + methods);
        }
    }

    private static String unknown(String what, String name, Set<String> known) {
        return "there is no such " + what.replaceFirst("an? ", "") + " (got " + name + ")"
                + SpellingHint.question(name, known) + " There are " + known;
    }

    private void add(RouteFile file, int line, String rule) {
        faults.add(file.fault(line, rule));
    }
}
