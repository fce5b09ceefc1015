package io.nightflow.camel.routes;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Whether a folder of route files can run: all of its faults at once, and nothing is started. */
public final class RouteCheck {
    static final String ENDING = ".camel.yaml";
    static final String GLOB = "*" + ENDING;

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
        return check(read(folder));
    }

    List<RouteFault> check(List<RouteFile> files) {
        List<RouteFault> faults = new ArrayList<>(new RouteRules(files, surroundings).check());
        try (TrialContext trial = TrialContext.start(surroundings)) {
            faults.addAll(trial.options(files));
            if (faults.isEmpty()) { // else Camel stumbles over what is told already
                faults.addAll(trial.load(files));
            }
        } catch (Exception e) {
            throw new IllegalStateException("starting a context to check routes in: " + e.getMessage(), e);
        }
        Collections.sort(faults);
        return faults;
    }

    /** The files as they stand, by name. */
    static List<RouteFile> read(Path folder) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, GLOB)) {
            found.forEach(paths::add);
        }
        Collections.sort(paths);
        List<RouteFile> files = new ArrayList<>();
        for (Path path : paths) {
            files.add(RouteFile.read(path));
        }
        return files;
    }
}
