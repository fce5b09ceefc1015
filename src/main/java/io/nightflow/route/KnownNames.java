package io.nightflow.route;

import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * What route files may refer to, by name.
 *
 * @param beans the product's steps, each with its methods.
 * @param settings all settings, for placeholders.
 * @param ownRoutes ids of the routes that the product makes itself.
 * @param jobs those of them that a setting starts.
 * @param ownDirects the {@code direct:} endpoints that those listen to.
 * @param ownPorts the ports that those use, each with the options of its {@code serial:} endpoint.
 * @param buses that the list of sensors names.
 */
public record KnownNames(
        Map<String, Set<String>> beans,
        Properties settings,
        Set<String> ownRoutes,
        Set<String> jobs,
        Set<String> ownDirects,
        Map<String, Map<String, String>> ownPorts,
        Set<String> buses) {}
