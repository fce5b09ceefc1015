package io.nightflow.route;

import java.util.List;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** How large a tree of YAML may be: an alias may contain itself, or stand for a million nodes. */
final class NodeBounds {
    private static final int DEPTH_MAX = 60;
    private static final int NODES_MAX = 50_000;

    private NodeBounds() {}

    static boolean areExceeded(Node root) {
        return isEndless(root, new int[1], 0);
    }

    /** Each alias counts as what it stands for: whoever walks the tree walks that too. */
    private static boolean isEndless(Node node, int[] nodes, int depth) {
        List<Node> below = node instanceof SequenceNode list
                ? list.getValue()
                : node instanceof MappingNode map
                        ? map.getValue().stream()
                                .flatMap(tuple -> Stream.of(tuple.getKeyNode(), tuple.getValueNode()))
                                .toList()
                        : List.of();
        nodes[0]++;
        return depth > DEPTH_MAX
                || nodes[0] > NODES_MAX
                || below.stream().anyMatch(child -> isEndless(child, nodes, depth + 1));
    }
}
