package io.nightflow.route;

import io.nightflow.settings.SpellingHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Whether each {@code direct:} endpoint that is called has a route that begins with it, and none has two. */
final class DirectListeners {
    private static final String OWN = "the product itself";

    private final Map<String, String> listeners = new TreeMap<>();
    private final List<RouteFault> faults = new ArrayList<>();

    /** Of routes with the endpoints that they name; {@code own} are those of the product. */
    DirectListeners(Map<RouteUnit, List<EndpointUse>> units, Set<String> own) {
        own.forEach(direct -> listeners.put(direct, OWN));
        units.forEach((unit, uses) -> {
            if (unit.runs()) {
                uses.stream()
                        .filter(use -> use.begins() && !use.direct().isEmpty())
                        .forEach(use -> listen(use.direct(), unit.origin(use)));
            }
        });
        units.forEach((unit, uses) -> uses.stream().filter(use -> !use.begins()).forEach(this::call));
    }

    /** What is called and what two routes begin with. */
    List<RouteFault> faults() {
        return faults;
    }

    private void listen(String direct, Placed place) {
        String other =
                listeners.putIfAbsent(direct, place.file().path().getFileName().toString());
        if (other != null) {
            faults.add(place.fault("only one route can begin with " + direct + ", and " + other
                    + " has one. To go several ways, write multicast into that one"));
        }
    }

    private void call(EndpointUse use) {
        String direct = use.direct();
        if (!direct.isEmpty() && !listeners.containsKey(direct) && !mayBeMissing(use)) {
            Set<String> known = listeners.keySet();
            faults.add(use.uri()
                    .fault("no route listens to " + direct + SpellingHint.question(direct, known)
                            + " A route must begin with from: uri: " + direct + "; there are " + known));
        }
    }

    private static boolean mayBeMissing(EndpointUse use) {
        Placed fails = use.options().get("failIfNoConsumers");
        return fails != null && fails.value().equals("false");
    }
}
