package io.nightflow.camel.routes;

import io.nightflow.route.RouteFile;
import io.nightflow.route.RouteFile.Element;
import io.nightflow.route.RouteFile.Scalar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** In which line of a file the fault lies that Camel tells: it names the line of the route, or a piece of the step. */
final class FaultPlace {
    private static final Pattern LINE = Pattern.compile("line[ :]+(\\d+)");
    private static final Pattern STEP = Pattern.compile("at: >>> (.*?) <<< in route", Pattern.DOTALL);
    private static final int PIECE_MIN = 3;

    private final RouteFile file;

    FaultPlace(RouteFile file) {
        this.file = file;
    }

    /** The best that can be told; 1 for the file as a whole. */
    int lineOf(Throwable failure, String needle) {
        int around = 1;
        String step = "";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            Matcher line = LINE.matcher(message);
            Matcher at = STEP.matcher(message);
            if (line.find()) {
                around = Math.max(around, Integer.parseInt(line.group(1)));
            }
            if (at.find()) {
                step = at.group(1);
            }
            if (cause instanceof FailedToCreateRouteException route) {
                around = Math.max(around, lineOfRoute(route.getRouteId()));
            }
        }
        return place(around, step, needle);
    }

    private int place(int around, String step, String needle) {
        List<Scalar> pieces = scalars(around);
        Optional<Integer> named = needle.isEmpty() ? Optional.empty() : find(around, pieces, needle);
        return named.or(() -> inside(step, pieces)).orElse(around);
    }

    /** A key or a value of the element around a line, or of any that comes later. */
    private Optional<Integer> find(int around, List<Scalar> pieces, String needle) {
        Optional<Integer> key = file.elements().stream()
                .flatMap(element -> keyLines(element.value(), needle).stream())
                .filter(line -> line >= around - 1)
                .findFirst();
        return key.or(() -> pieces.stream()
                .filter(piece -> piece.value().contains(needle))
                .map(Scalar::line)
                .findFirst());
    }

    /** The longest value that Camel repeats when it draws the step. */
    private static Optional<Integer> inside(String step, List<Scalar> pieces) {
        return pieces.stream()
                .filter(piece -> piece.value().length() >= PIECE_MIN && step.contains(piece.value()))
                .max(Comparator.comparingInt(piece -> piece.value().length()))
                .map(Scalar::line);
    }

    private List<Scalar> scalars(int around) {
        List<Scalar> all = new ArrayList<>();
        for (Element element : file.elements()) {
            RouteFile.scalars(element.value()).stream()
                    .filter(scalar -> scalar.line() >= around)
                    .forEach(all::add);
        }
        return all;
    }

    private int lineOfRoute(String id) {
        return file.elements().stream()
                .filter(element -> element.scalar("id").or(() -> element.scalar("routeId")).stream()
                        .anyMatch(scalar -> scalar.value().equals(id)))
                .map(Element::line)
                .findFirst()
                .orElse(1);
    }

    /** Where keys of this name stand, at any depth. */
    private static List<Integer> keyLines(Node node, String key) {
        List<Integer> lines = new ArrayList<>();
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(item -> lines.addAll(keyLines(item, key)));
        } else if (node instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                if (RouteFile.name(tuple).equals(key)) {
                    lines.add(RouteFile.lineOf(tuple.getKeyNode()));
                }
                lines.addAll(keyLines(tuple.getValueNode(), key));
            }
        }
        return lines;
    }
}
