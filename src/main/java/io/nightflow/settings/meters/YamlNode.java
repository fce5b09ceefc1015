package io.nightflow.settings.meters;

import io.nightflow.settings.SpellingHint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A place in a YAML file that knows its line; what is wrong there is gathered. */
final class YamlNode {
    private static final int ALIASES_MAX = 0;

    private final Path file;
    private final Node node;
    private final String path;
    private final List<String> faults;
    private @Nullable Map<String, YamlNode> entries;

    private YamlNode(Path file, Node node, String path, List<String> faults) {
        this.file = file;
        this.node = node;
        this.path = path;
        this.faults = faults;
    }

    /** The root of a text; empty, with a fault, where it is none. */
    static Optional<YamlNode> of(Path file, String text, List<String> faults) {
        try {
            Optional<Node> root = new Compose(LoadSettings.builder()
                            .setLabel(file.toString())
                            .setMaxAliasesForCollections(ALIASES_MAX)
                            .build())
                    .composeString(text);
            if (root.filter(MappingNode.class::isInstance).isEmpty()) {
                faults.add(file + ":1: must be keys and values, such as name: My meter");
                return Optional.empty();
            }
            return root.map(node -> new YamlNode(file, node, "", faults));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            faults.add(file + ":" + line + ": is no YAML: " + e.getProblem()
                    + ". Check the indentation and the colons here and in the line above");
            return Optional.empty();
        } catch (YamlEngineException | StackOverflowError e) {
            faults.add(file + ":1: is no YAML that can be read: it is nested too deeply, or has aliases");
            return Optional.empty();
        }
    }

    private int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    /** The line of the file. */
    int lineNumber() {
        return line();
    }

    /** What is wrong here. */
    void fault(String rule, String got) {
        faults.add(file + ":" + line() + ": " + (path.isEmpty() ? "" : path + ": ") + rule
                + (got.isEmpty() ? "" : " (got " + got + ")"));
    }

    /** What is wrong with a key of this one. */
    void fault(String key, String rule, String got) {
        child(key)
                .orElse(new YamlNode(file, node, path.isEmpty() ? key : path + "." + key, faults))
                .fault(rule, got);
    }

    /** The keys of it, each once; it is none where it is no mapping. */
    Map<String, YamlNode> entries() {
        Map<String, YamlNode> known = entries;
        if (known == null) {
            known = read();
            entries = known;
        }
        return known;
    }

    private Map<String, YamlNode> read() {
        Map<String, YamlNode> found = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            fault("must be keys and values in braces or indented", text());
            return found;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                String name = key.getValue();
                YamlNode child =
                        new YamlNode(file, tuple.getValueNode(), path.isEmpty() ? name : path + "." + name, faults);
                if (found.put(name, child) != null) {
                    child.fault("stands twice", "");
                }
            }
        }
        return found;
    }

    /** The value of a key. */
    Optional<YamlNode> child(String key) {
        return node instanceof MappingNode ? Optional.ofNullable(entries().get(key)) : Optional.empty();
    }

    /** Tells keys that are none of these. */
    void onlyKeys(List<String> keys) {
        entries().forEach((key, child) -> {
            if (!keys.contains(key)) {
                child.fault(
                        "is no key here" + SpellingHint.question(key, keys) + " Keys are " + String.join(", ", keys),
                        "");
            }
        });
    }

    /** The elements of a list. */
    List<YamlNode> elements() {
        if (!(node instanceof SequenceNode sequence)) {
            fault("must be a list, such as [1, 2]", text());
            return List.of();
        }
        List<YamlNode> elements = new ArrayList<>();
        sequence.getValue().forEach(each -> elements.add(new YamlNode(file, each, path, faults)));
        return elements;
    }

    /** The text of a scalar; empty where it is none. */
    String text() {
        return node instanceof ScalarNode scalar ? scalar.getValue().strip() : "";
    }

    /** The text of a key; empty where there is none. */
    String text(String key) {
        return child(key).map(YamlNode::text).orElse("");
    }

    /** A whole number within bounds. */
    int whole(int min, int max) {
        String text = text();
        if (text.matches("[0-9]{1,9}") && Integer.parseInt(text) >= min && Integer.parseInt(text) <= max) {
            return Integer.parseInt(text);
        }
        fault("must be a whole number from " + min + " to " + max, text);
        return min;
    }

    /** A number. */
    double number() {
        if (text().matches("0x[0-9A-Fa-f]{1,15}")) {
            return Long.parseLong(text().substring(2), 16);
        }
        try {
            double number = Double.parseDouble(text());
            if (Double.isFinite(number) && text().matches("[-+0-9.eE]+")) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        fault("must be a number, such as 0.001", text());
        return 1;
    }

    /** One of some words. */
    <T> Optional<T> oneOf(Map<String, T> words) {
        T found = words.get(text());
        if (found == null) {
            fault(
                    "must be one of "
                            + String.join(", ", words.keySet().stream().sorted().toList()),
                    text());
        }
        return Optional.ofNullable(found);
    }
}
