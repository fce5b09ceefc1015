package io.nightflow.route;

import io.nightflow.route.RouteFile.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Taps: each route has a cursor of its own, and leaves a failure to the tap, which would count it as taken otherwise. */
final class TapRules {
    private static final String HANDLES = "failures"; // the configuration that says what failed and goes on

    private final Map<String, EndpointUse> ofName = new TreeMap<>();
    private final List<RouteFault> faults = new ArrayList<>();

    List<RouteFault> check(Map<RouteUnit, List<EndpointUse>> units) {
        units.forEach((unit, uses) -> {
            if (unit.runs()) {
                uses.stream().filter(use -> use.scheme().equals("nightflow")).forEach(use -> check(unit, use));
            }
        });
        return faults;
    }

    private void check(RouteUnit unit, EndpointUse use) {
        if (!use.begins()) {
            if (!use.path().equals("readings") && !use.uri().isOpen()) {
                faults.add(
                        use.uri()
                                .fault(
                                        "nightflow:" + use.path()
                                                + " can only be taken: write from. Only readings can be put in: to: uri: nightflow:readings"));
            }
            return;
        }
        Placed name = use.options().get("name");
        if (name == null) {
            faults.add(use.uri()
                    .fault("a tap needs a name, which keeps its place through restarts: add name: below parameters:"));
        } else if (!name.isOpen()) {
            EndpointUse former = ofName.putIfAbsent(name.value(), use);
            if (former != null) {
                faults.add(unit.origin(use)
                        .fault("tap " + name.value() + " is taken by "
                                + former.uri().file().path().getFileName() + ":"
                                + former.uri().line() + " already: give each route a name of its own"));
            }
        }
        RouteFile.scalars(unit.node()).stream()
                .filter(scalar -> scalar.key().equals("routeConfigurationId"))
                .filter(scalar -> scalar.value().equals(HANDLES))
                .map((Scalar scalar) -> unit.placed(scalar)
                        .fault("with " + HANDLES + " what fails would count as taken and be lost: write"
                                + " routeConfigurationId: offered"))
                .forEach(faults::add);
    }
}
