package io.nightflow.camel.routes;

import io.nightflow.camel.serial.SerialComponent;
import io.nightflow.port.SharedLines;
import io.nightflow.route.RouteFault;
import io.nightflow.route.RouteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts changed route files in the place of those that run. Messages under way are finished first; what lines receive
 * meanwhile waits. What cannot be started is taken back.
 */
public final class RouteSwap {
    private static final Logger LOG = LoggerFactory.getLogger(RouteSwap.class);
    private static final long STOP_SECONDS = 10;

    private final CamelContext context;
    private final Path goodCopies;
    private Map<String, RouteFile> running = new TreeMap<>();

    /** Routes of a context; copies of the files that run are kept in a folder. */
    public RouteSwap(CamelContext context, Path goodCopies) {
        this.context = context;
        this.goodCopies = goodCopies;
    }

    /** These files run already. */
    void runs(List<RouteFile> files) {
        running = byName(files);
        keep();
    }

    Path goodCopies() {
        return goodCopies;
    }

    /** Swaps to these files, which are checked; what went wrong all the same, after which the former ones run again. */
    List<RouteFault> to(List<RouteFile> files) {
        Map<String, RouteFile> wanted = byName(files);
        Set<String> changed = changed(wanted);
        List<RouteFile> before = select(running, changed);
        List<RouteFile> after = select(wanted, changed);
        SharedLines ports =
                context.getComponent("serial", SerialComponent.class).lines();
        ports.hold();
        try {
            remove(before);
            RouteLoading.load(after, context);
        } catch (Exception e) {
            LOG.error("starting changed routes: {}. Taking back the former ones", e.getMessage());
            takeBack(before, after);
            return List.of(
                    after.isEmpty()
                            ? new RouteFault(goodCopies, 1, "", String.valueOf(e.getMessage()))
                            : after.get(0).fault(1, "cannot be started: " + e.getMessage()));
        } finally {
            ports.letGo();
        }
        running = wanted;
        keep();
        LOG.info("routes swapped: {}", String.join(", ", changed));
        return List.of();
    }

    /** Files whose text differs; all, where one of them holds what other files may use. */
    private Set<String> changed(Map<String, RouteFile> wanted) {
        Set<String> names = new HashSet<>(running.keySet());
        names.addAll(wanted.keySet());
        Set<String> changed = new TreeSet<>();
        for (String name : names) {
            RouteFile old = running.get(name);
            RouteFile fresh = wanted.get(name);
            if (old == null || fresh == null || !old.text().equals(fresh.text())) {
                changed.add(name);
            }
        }
        boolean shared = changed.stream()
                .map(name -> new RouteFile[] {running.get(name), wanted.get(name)})
                .flatMap(Arrays::stream)
                .anyMatch(file -> file != null && file.isShared());
        return shared ? new TreeSet<>(names) : changed;
    }

    private void remove(List<RouteFile> files) throws Exception {
        List<Route> routes = new ArrayList<>();
        for (Route route : context.getRoutes()) {
            if (files.stream().anyMatch(file -> isOf(route, file))) {
                routes.add(route);
            }
        }
        routes.sort(Comparator.comparing(RouteSwap::isDirect)); // where messages come from stops first
        for (Route route : routes) {
            context.getRouteController().stopRoute(route.getRouteId(), STOP_SECONDS, TimeUnit.SECONDS);
        }
        for (Route route : routes) {
            context.removeRoute(route.getRouteId());
        }
        ModelCamelContext model = (ModelCamelContext) context;
        for (RouteFile file : files) {
            for (RouteFile.Element template : file.elements("routeTemplate")) {
                template.scalar("id").ifPresent(id -> removeTemplate(model, id.value()));
            }
            for (RouteFile.Element policy : file.elements("routeConfiguration")) {
                policy.scalar("id").ifPresent(id -> removeConfiguration(model, id.value()));
            }
        }
    }

    /** By its id; one without an id of its own by the file that it was loaded from. */
    private boolean isOf(Route route, RouteFile file) {
        RouteDefinition model = ((ModelCamelContext) context).getRouteDefinition(route.getRouteId());
        String from = model == null || model.getResource() == null
                ? ""
                : model.getResource().getLocation();
        return file.routeIds().contains(route.getRouteId())
                || from.equals(file.path().getFileName().toString());
    }

    private static void removeTemplate(ModelCamelContext model, String id) {
        try {
            model.removeRouteTemplateDefinitions(id);
        } catch (Exception e) {
            throw new IllegalStateException("removing route template " + id + ": " + e.getMessage(), e);
        }
    }

    private static void removeConfiguration(ModelCamelContext model, String id) {
        RouteConfigurationDefinition known = model.getRouteConfigurationDefinition(id);
        if (known != null) {
            try {
                model.removeRouteConfiguration(known);
            } catch (Exception e) {
                throw new IllegalStateException("removing route configuration " + id + ": " + e.getMessage(), e);
            }
        }
    }

    private static boolean isDirect(Route route) {
        return route.getEndpoint().getEndpointUri().startsWith("direct:");
    }

    private void takeBack(List<RouteFile> before, List<RouteFile> after) {
        try {
            remove(after);
            RouteLoading.load(before, context);
        } catch (Exception e) {
            LOG.error(
                    "taking back the former routes: {}. Restart the gateway with the files in {}",
                    e.getMessage(),
                    goodCopies);
        }
    }

    /** As well as it can: a disk that is full must keep no gateway from starting. */
    private void keep() {
        try {
            keepCopies();
        } catch (IOException e) {
            LOG.warn("keeping copies of the route files in {}: {}", goodCopies, e.getMessage());
        }
    }

    private void keepCopies() throws IOException {
        Files.createDirectories(goodCopies);
        try (var kept = Files.newDirectoryStream(goodCopies, "*.camel.yaml")) {
            for (Path path : kept) {
                if (!running.containsKey(path.getFileName().toString())) {
                    Files.delete(path);
                }
            }
        }
        for (Map.Entry<String, RouteFile> file : running.entrySet()) {
            Path copy = goodCopies.resolve(file.getKey());
            if (!Files.exists(copy)
                    || !Files.readString(copy).equals(file.getValue().text())) {
                Path fresh = Files.writeString(
                        goodCopies.resolve(file.getKey() + ".new"),
                        file.getValue().text());
                Files.move(fresh, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static Map<String, RouteFile> byName(List<RouteFile> files) {
        Map<String, RouteFile> named = new TreeMap<>();
        files.forEach(file -> named.put(file.path().getFileName().toString(), file));
        return named;
    }

    private static List<RouteFile> select(Map<String, RouteFile> files, Set<String> names) {
        return files.entrySet().stream()
                .filter(file -> names.contains(file.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
