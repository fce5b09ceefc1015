package io.nightflow.camel.routes;

import io.nightflow.route.RouteFault;
import io.nightflow.route.RouteFile;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** Route files become routes of a context. */
final class RouteLoading {
    private RouteLoading() {}

    /** Adds what some files hold, those first that others use. */
    static void load(List<RouteFile> files, CamelContext context) throws Exception {
        for (RouteFile file : RouteFile.usedFirst(files)) {
            load(file, context);
        }
    }

    /** Adds what a file holds. */
    static void load(RouteFile file, CamelContext context) throws Exception {
        Optional<RouteFault> broken = file.broken();
        if (broken.isPresent()) { // Camel would load nothing, and say nothing
            throw new IllegalArgumentException(broken.get().toString());
        }
        Resource resource = ResourceHelper.fromString(file.path().getFileName().toString(), file.text());
        ModelCamelContext model = (ModelCamelContext) context;
        Set<RouteDefinition> before = new HashSet<>(model.getRouteDefinitions());
        PluginHelper.getRoutesLoader(context).loadRoutes(resource);
        model.getRouteDefinitions().stream()
                .filter(route -> !before.contains(route))
                .forEach(route -> route.setResource(resource)); // one without an id is known by its file
    }
}
