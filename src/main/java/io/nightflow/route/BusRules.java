package io.nightflow.route;

import io.nightflow.settings.SpellingHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Buses of {@code meters:} endpoints: the list of sensors names each, one route asks it, and its port is nobody else's. */
final class BusRules {
    private final Set<String> buses;
    private final Map<String, EndpointUse> ofBus = new TreeMap<>();
    private final Map<String, EndpointUse> ofPort = new TreeMap<>();
    private final List<RouteFault> faults = new ArrayList<>();

    /** Those that the list of sensors names. */
    BusRules(Set<String> buses) {
        this.buses = new TreeSet<>(buses);
    }

    List<RouteFault> check(List<EndpointUse> uses, Set<String> ownPorts) {
        uses.stream().filter(use -> use.scheme().equals("meters")).forEach(this::check);
        uses.stream().filter(use -> use.scheme().equals("serial")).forEach(use -> {
            EndpointUse bus = ofPort.get(use.path());
            if (bus != null) {
                faults.add(use.uri()
                        .fault("port " + use.path() + " is a bus of " + where(bus)
                                + ": one port is asked or listened to, not both"));
            }
        });
        ofPort.forEach((port, use) -> {
            if (ownPorts.contains(port)) {
                faults.add(use.uri().fault("port " + port + " is that of device.port: a bus needs one of its own"));
            }
        });
        return faults;
    }

    private void check(EndpointUse use) {
        Placed bus = use.options().get("bus");
        if (use.uri().isOpen() || bus == null || bus.isOpen()) {
            return;
        }
        String wrong = OwnOptions.portFault(use.path());
        if (!wrong.isEmpty()) {
            faults.add(use.uri().fault(wrong));
        }
        if (!buses.contains(bus.value())) {
            faults.add(bus.fault("bus: the list of sensors names no bus " + bus.value()
                    + SpellingHint.question(bus.value(), buses) + " It names "
                    + (buses.isEmpty() ? "none" : String.join(", ", buses))));
        }
        once(ofBus, bus.value(), use, "bus " + bus.value() + " is asked by a route already, ");
        once(ofPort, use.path(), use, "port " + use.path() + " is asked by a route already, ");
    }

    private void once(Map<String, EndpointUse> taken, String name, EndpointUse use, String words) {
        EndpointUse former = taken.putIfAbsent(name, use);
        if (former != null) {
            faults.add(use.uri().fault(words + where(former)));
        }
    }

    private static String where(EndpointUse use) {
        return use.uri().file().path().getFileName() + ":" + use.uri().line();
    }
}
