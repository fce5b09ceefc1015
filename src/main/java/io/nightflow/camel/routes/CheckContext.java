package io.nightflow.camel.routes;

import io.nightflow.route.EndpointUse;
import io.nightflow.route.ForeignCode;
import io.nightflow.route.RouteFault;
import io.nightflow.route.RouteFile;
import io.nightflow.route.RouteUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;

/** Loads route files into a context of its own, in which nothing runs: what Camel itself says of them. */
final class CheckContext implements AutoCloseable {
    private final DefaultCamelContext context;

    private CheckContext(DefaultCamelContext context) {
        this.context = context;
    }

    static CheckContext start(Surroundings surroundings) throws Exception {
        CheckContext trial = new CheckContext(surroundings.context());
        trial.context.setAutoStartup(false);
        trial.context.getCamelContextExtension().setName("check");
        trial.context.start();
        return trial;
    }

    /** What is wrong in the shape of files. */
    List<RouteFault> structure(List<RouteFile> files) {
        return files.stream()
                .filter(file -> file.broken().isEmpty())
                .flatMap(file -> new StructureRules(file, context).check().stream())
                .toList();
    }

    /** What is wrong with the options of endpoints. */
    List<RouteFault> options(Map<RouteUnit, List<EndpointUse>> units) {
        EndpointOptions endpoints = new EndpointOptions(context);
        List<RouteFault> faults = new ArrayList<>();
        units.forEach((unit, uses) -> uses.forEach(use -> faults.addAll(endpoints.check(use, !unit.runs()))));
        return faults;
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
            RouteLoading.load(file, context);
        } catch (Exception
                | LinkageError
                | StackOverflowError e) { // whatever a file makes Camel do, the check ends in words
            faults.add(fault(file, e));
        }
    }

    private static RouteFault fault(RouteFile file, Throwable failure) {
        CamelWords words = CamelWords.of(failure);
        return file.fault(new FaultPlace(file).lineOf(failure, words.needle()), words.rule());
    }

    @Override
    public void close() {
        context.stop();
    }
}
