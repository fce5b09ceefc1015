package io.nightflow.camel.routes;

import io.nightflow.route.RouteFault;
import io.nightflow.route.RouteFile;
import io.nightflow.settings.SpellingHint;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What is wrong in the shape of a file and Camel finds only when it starts, or not at all; nothing is constructed. */
final class StructureRules {
    private static final Set<String> OF_A_BEAN = new TreeSet<>(Set.of(
            "name",
            "type",
            "properties",
            "constructors",
            "builderClass",
            "builderMethod",
            "factoryBean",
            "factoryMethod",
            "initMethod",
            "destroyMethod",
            "script",
            "scriptLanguage",
            "scriptPropertyPlaceholders"));
    private static final Set<String> NUMBERS = Set.of("delay", "loop");
    private static final Set<String> CLASSES = Set.of("beanType", "exceptionType");

    private final RouteFile file;
    private final CamelContext context;
    private final List<RouteFault> faults = new ArrayList<>();

    /** Of a file, with the classes that a context knows. */
    StructureRules(RouteFile file, CamelContext context) {
        this.file = file;
        this.context = context;
    }

    List<RouteFault> check() {
        for (RouteFile.Element element : file.elements()) {
            walk(element.kind(), element.value());
            if (element.kind().equals("beans") && element.value() instanceof SequenceNode beans) {
                beans.getValue().forEach(this::bean);
            }
        }
        return faults;
    }

    private void walk(String key, Node node) {
        if (node instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                if (key.equals("exception") && item instanceof ScalarNode name) {
                    type(name.getValue(), RouteFile.lineOf(name));
                }
                walk(key, item);
            }
        } else if (node instanceof MappingNode map) {
            mapping(key, map);
        }
    }

    private void mapping(String key, MappingNode map) {
        Set<String> keys = new HashSet<>();
        for (NodeTuple tuple : map.getValue()) {
            String name = RouteFile.name(tuple);
            int line = RouteFile.lineOf(tuple.getKeyNode());
            if (!keys.add(name)) {
                faults.add(file.fault(line, name + " stands twice here. Take one away"));
            }
            if (CLASSES.contains(name) && tuple.getValueNode() instanceof ScalarNode type) {
                type(type.getValue(), line);
            }
            if (key.equals("steps") && NUMBERS.contains(name)) {
                number(name, tuple.getValueNode());
            }
            walk(name, tuple.getValueNode());
        }
        boolean ends = keys.stream().anyMatch(each -> each.startsWith("completion"));
        if (key.equals("aggregate") && !ends && keys.contains("steps")) {
            faults.add(file.fault(
                    RouteFile.lineOf(map),
                    "aggregate never ends: add completionSize, completionTimeout or another completion"));
        }
    }

    /** Camel finds out when a message comes, or says nothing that helps. */
    private void number(String step, Node node) {
        Optional<Node> constant = RouteFile.child(node, "constant");
        if (constant.isPresent() && constant.get() instanceof ScalarNode text) {
            if (!text.getValue().matches("[0-9]+|.*[{$].*")) {
                faults.add(file.fault(
                        RouteFile.lineOf(text),
                        step + (step.equals("delay") ? " must be milliseconds such as 5000" : " must be a whole number")
                                + " (got " + text.getValue() + ")"));
            }
        } else if (node instanceof ScalarNode text && !text.getValue().isEmpty()) {
            faults.add(file.fault(
                    RouteFile.lineOf(node), step + " needs its parts below it: write constant: and a whole number"));
        }
    }

    private void bean(Node node) {
        if (node instanceof MappingNode bean) {
            for (NodeTuple tuple : bean.getValue()) {
                String name = RouteFile.name(tuple);
                int line = RouteFile.lineOf(tuple.getKeyNode());
                if (!OF_A_BEAN.contains(name)) {
                    faults.add(file.fault(
                            line, name + " has no place in a bean" + SpellingHint.question(name, OF_A_BEAN)));
                } else if (name.equals("type") && tuple.getValueNode() instanceof ScalarNode type) {
                    type(type.getValue().replaceFirst("^#class:", "").replaceFirst("[(#].*", ""), line);
                }
            }
        }
    }

    /** Only looked for: a class that is loaded runs nothing. */
    private void type(String name, int line) {
        boolean open = name.contains("{{") || name.isEmpty() || name.contains(":");
        if (!open && context.getClassResolver().resolveClass(name) == null) {
            faults.add(file.fault(
                    line, "there is no class " + name + " here. Look at its spelling, or put its jar into ext/"));
        }
    }
}
