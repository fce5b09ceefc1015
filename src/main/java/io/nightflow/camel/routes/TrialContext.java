package io.nightflow.camel.routes;

import io.nightflow.camel.routes.RouteFile.Element;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.impl.DefaultCamelContext;

/** Loads route files into a context of its own, in which nothing runs: what Camel itself says of them. */
final class TrialContext implements AutoCloseable {
    private static final Pattern FIELD = Pattern.compile("Unsupported field: (\\w+)");
    private static final Pattern LINE = Pattern.compile("line[ :]+(\\d+)");

    private final DefaultCamelContext context;

    private TrialContext(DefaultCamelContext context) {
        this.context = context;
    }

    static TrialContext start(Surroundings surroundings) throws Exception {
        TrialContext trial = new TrialContext(surroundings.context());
        trial.context.setAutoStartup(false);
        trial.context.getCamelContextExtension().setName("check");
        trial.context.start();
        return trial;
    }

    /** What is wrong with the options of endpoints. */
    List<RouteFault> options(List<RouteFile> files) {
        EndpointOptions endpoints = new EndpointOptions(context);
        return files.stream().flatMap(file -> endpoints.check(file).stream()).toList();
    }

    /**
     * What Camel says when it makes the routes, one fault a file at most. Files that name classes are left out, and those that
     * need their beans: Camel would construct them, and whoever checks a file of somebody else must not run it.
     */
    List<RouteFault> load(List<RouteFile> files) {
        List<RouteFault> faults = new ArrayList<>();
        ForeignCode foreign = new ForeignCode(files);
        RouteFile.usedFirst(files).stream().filter(file -> !foreign.isIn(file)).forEach(file -> load(file, faults));
        return faults;
    }

    private void load(RouteFile file, List<RouteFault> faults) {
        try {
            file.load(context);
        } catch (Exception e) {
            faults.add(fault(file, e));
        }
    }

    private static RouteFault fault(RouteFile file, Exception failure) {
        Throwable root = failure;
        int line = 0;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            root = cause;
            Matcher named = LINE.matcher(String.valueOf(cause.getMessage()));
            if (line == 0 && named.find()) {
                line = Integer.parseInt(named.group(1));
            }
            if (line == 0 && cause instanceof FailedToCreateRouteException route) {
                line = lineOfRoute(file, route.getRouteId());
            }
        }
        line = lineOfField(file, root, line);
        String words = String.valueOf(root.getMessage()).strip().replaceAll("\\s+", " ");
        return file.fault(Math.max(1, line), words);
    }

    /** Camel names the line of the element around a field that does not belong there. */
    private static int lineOfField(RouteFile file, Throwable cause, int line) {
        Matcher field = FIELD.matcher(String.valueOf(cause.getMessage()));
        if (!field.find()) {
            return line;
        }
        return file.elements().stream()
                .flatMap(element -> RouteFile.keyLine(element.value(), field.group(1)).stream())
                .filter(at -> at >= line)
                .findFirst()
                .orElse(line);
    }

    private static int lineOfRoute(RouteFile file, String id) {
        return file.elements().stream()
                .filter(element -> element.scalar("id").or(() -> element.scalar("routeId")).stream()
                        .anyMatch(scalar -> scalar.value().equals(id)))
                .map(Element::line)
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() {
        context.stop();
    }
}
