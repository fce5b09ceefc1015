package io.nightflow.camel.routes;

import io.nightflow.route.RouteFault;
import io.nightflow.route.RouteFile;
import io.nightflow.route.RouteFolder;
import io.nightflow.route.RouteRules;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Whether a folder of route files can run: all of its faults at once, and nothing is started. */
public final class RouteCheck {
    private final Surroundings surroundings;

    /** A check for routes in these surroundings. */
    public RouteCheck(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /**
     * All faults of a folder's files; empty where they can run.
     *
     * @throws IOException the folder cannot be read.
     */
    public List<RouteFault> check(Path folder) throws IOException {
        return check(RouteFolder.read(folder));
    }

    List<RouteFault> check(List<RouteFile> files) {
        RouteRules rules = new RouteRules(files, surroundings.names());
        Set<RouteFault> faults = new TreeSet<>(rules.check()); // one that a template has is found with each route of it
        try (CheckContext trial = CheckContext.start(surroundings)) {
            faults.addAll(trial.structure(files));
            faults.addAll(trial.options(rules.units()));
            if (faults.isEmpty()) { // else Camel stumbles over what is told already
                faults.addAll(trial.load(files));
            }
        } catch (Exception e) {
            throw new IllegalStateException("starting a context to check routes in: " + e.getMessage(), e);
        }
        return List.copyOf(faults);
    }
}
