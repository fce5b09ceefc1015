package io.nightflow.camel.routes;

import io.nightflow.camel.quartz.JobRoutes;
import io.nightflow.route.KnownNames;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Component;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What route files may refer to.
 *
 * @param beans the product's steps by name; called by no check.
 * @param components makes the product's own components by scheme, anew for each check: none is ever started.
 * @param settings all settings, for placeholders.
 * @param ownRoutes ids of the routes that the product makes itself.
 * @param ownDirects the {@code direct:} endpoints that those listen to.
 * @param ownPorts the ports that those use, each with the options of its {@code serial:} endpoint.
 * @param buses that the list of sensors names.
 */
public record Surroundings(
        Map<String, Object> beans,
        Supplier<Map<String, Component>> components,
        Properties settings,
        Set<String> ownRoutes,
        Set<String> ownDirects,
        Map<String, Map<String, String>> ownPorts,
        Set<String> buses) {
    /** The same by name. */
    KnownNames names() {
        Map<String, Set<String>> methods = new TreeMap<>();
        beans.forEach((name, bean) -> methods.put(name, publicMethods(bean)));
        return new KnownNames(methods, settings, ownRoutes, JobRoutes.IDS, ownDirects, ownPorts, buses);
    }

    private static Set<String> publicMethods(Object bean) {
        return Stream.of(bean.getClass().getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** A context with all of it, not started. */
    DefaultCamelContext context() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        context.getPropertiesComponent().setOverrideProperties(settings);
        beans.forEach((name, bean) -> context.getRegistry().bind(name, bean));
        components.get().forEach(context::addComponent);
        return context;
    }
}
