package io.nightflow.route;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
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

/** A route file as text and as a tree that knows its lines. */
public final class RouteFile {
    private static final String CHECK_INDENTATION = ". Check the indentation and the colons here and in the line above";
    private static final long BYTES_MAX = 1_048_576;
    private static final String TOO_DEEP = "is nested too deeply, or an alias contains itself";
    private static final Pattern SECRET =
            Pattern.compile("(?i)((?:password|passphrase|secret|token)[\"']?\\s*[=:]\\s*)[^&\\s]+");
    private static final Set<String> MAKES_ROUTES = Set.of("route", "from", "templatedRoute");

    private final Path path;
    private final String text;
    private final @Nullable Node root;
    private final @Nullable RouteFault broken;

    /**
     * A scalar somewhere in the tree.
     *
     * @param key the key that it belongs to.
     * @param parent the mapping that it stands in.
     */
    public record Scalar(String key, String value, int line, MappingNode parent) {}

    /** An element of the top-level list, such as {@code route}. */
    public record Element(String kind, Node value, int line) {
        /** The value of a key of it, such as {@code id}. */
        public Optional<Scalar> scalar(String key) {
            return child(value, key)
                    .filter(ScalarNode.class::isInstance)
                    .map(node -> new Scalar(key, ((ScalarNode) node).getValue(), lineOf(node), (MappingNode) value));
        }
    }

    private RouteFile(Path path, String text, @Nullable Node root, @Nullable RouteFault broken) {
        this.path = path;
        this.text = text;
        this.root = root;
        this.broken = broken;
    }

    /** A text as the file of this name. */
    public static RouteFile parse(Path path, String text) {
        if (text.isBlank()) {
            return new RouteFile(
                    path, text, null, new RouteFault(path, 1, "", "must hold a list of routes, it is empty"));
        }
        try {
            Node root = new Compose(
                            LoadSettings.builder().setLabel(path.toString()).build())
                    .composeString(text)
                    .orElse(null);
            if (root != null && NodeBounds.areExceeded(root)) {
                return unusable(path, TOO_DEEP);
            }
            return new RouteFile(
                    path, text, root, root == null ? new RouteFault(path, 1, "", "must hold a route") : null);
        } catch (StackOverflowError e) { // of the parser, which knows no bound
            return unusable(path, TOO_DEEP);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            boolean brace = textAt(text, line).matches("[^#\"']*:\\s*\\{.*");
            String problem =
                    e.getProblem() + (brace ? ". A value that begins with { must stand in quotes" : CHECK_INDENTATION);
            return new RouteFile(path, text, null, new RouteFault(path, line, textAt(text, line), problem));
        } catch (YamlEngineException e) {
            return new RouteFile(path, text, null, new RouteFault(path, 1, "", String.valueOf(e.getMessage())));
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException the disk failed.
     */
    public static RouteFile read(Path path) throws IOException {
        if (!Files.isRegularFile(path)) {
            return unusable(path, "must be a file");
        }
        if (Files.size(path) > BYTES_MAX) {
            return unusable(path, "must not be longer than 1 MiB");
        }
        try {
            return parse(path, Files.readString(path)); // strict, unlike a String of bytes
        } catch (CharacterCodingException e) {
            return unusable(path, "is no text in UTF-8. Save it as UTF-8");
        } catch (AccessDeniedException e) {
            return unusable(path, "permission denied. Look at its owner and mode");
        }
    }

    private static RouteFile unusable(Path path, String rule) {
        return new RouteFile(path, "", null, new RouteFault(path, 1, "", rule));
    }

    /** Where it lies. */
    public Path path() {
        return path;
    }

    /** As it stands there. */
    public String text() {
        return text;
    }

    /** What keeps it from being YAML, or from being a list. */
    public Optional<RouteFault> broken() {
        if (broken == null && !(root instanceof SequenceNode)) {
            return Optional.of(fault(1, "must be a list: begin each element with a dash, such as - route:"));
        }
        return Optional.ofNullable(broken);
    }

    /** The elements of the top-level list. */
    public List<Element> elements() {
        List<Element> elements = new ArrayList<>();
        if (root instanceof SequenceNode list) {
            for (Node item : list.getValue()) {
                if (item instanceof MappingNode map && !map.getValue().isEmpty()) {
                    NodeTuple first = map.getValue().get(0);
                    elements.add(new Element(name(first), first.getValueNode(), lineOf(first.getKeyNode())));
                } else {
                    elements.add(new Element("", item, lineOf(item)));
                }
            }
        }
        return elements;
    }

    /** All elements of a kind. */
    public List<Element> elements(String kind) {
        return elements().stream()
                .filter(element -> element.kind().equals(kind))
                .toList();
    }

    /** Whether it holds what other files may use: policies, templates, beans. */
    public boolean isShared() {
        return elements().stream().anyMatch(element -> !MAKES_ROUTES.contains(element.kind()));
    }

    /** The order in which files can be loaded: what others use first, whatever their names are. */
    public static List<RouteFile> usedFirst(List<RouteFile> files) {
        return files.stream()
                .sorted(Comparator.comparing(file -> !file.isShared()))
                .toList();
    }

    /** The ids of the routes that it makes, from templates too. */
    public List<String> routeIds() {
        List<String> ids = new ArrayList<>();
        elements("route").forEach(route -> route.scalar("id").ifPresent(id -> ids.add(id.value())));
        elements("templatedRoute").forEach(route -> route.scalar("routeId").ifPresent(id -> ids.add(id.value())));
        return ids;
    }

    /** All scalars below a node, in the order of the file. */
    public static List<Scalar> scalars(Node node) {
        List<Scalar> scalars = new ArrayList<>();
        collect(node, scalars);
        return scalars;
    }

    private static void collect(Node node, List<Scalar> scalars) {
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> collect(item, scalars));
        } else if (node instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                if (tuple.getValueNode() instanceof ScalarNode scalar) {
                    scalars.add(new Scalar(name(tuple), scalar.getValue(), lineOf(scalar), map));
                } else {
                    collect(tuple.getValueNode(), scalars);
                }
            }
        }
    }

    /** What stands under a key of a mapping. */
    public static Optional<Node> child(Node node, String key) {
        return node instanceof MappingNode map
                ? map.getValue().stream()
                        .filter(tuple -> name(tuple).equals(key))
                        .map(NodeTuple::getValueNode)
                        .findFirst()
                : Optional.empty();
    }

    /** What is wrong in a line of it, from 1; a secret that stands there is not shown. */
    public RouteFault fault(int line, String rule) {
        return new RouteFault(path, line, textAt(text, line), rule);
    }

    private static String textAt(String text, int line) {
        String there =
                text.lines().skip(line - 1L).findFirst().orElse("").strip().replaceFirst(":$", "");
        return SECRET.matcher(there).replaceAll("$1***");
    }

    /** A key; empty where it is no scalar. */
    public static String name(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
    }

    /** From 1. */
    public static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
