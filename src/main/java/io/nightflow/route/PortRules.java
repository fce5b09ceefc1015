package io.nightflow.route;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ports of {@code serial:} endpoints: each can be one, and all endpoints of one port set it alike. */
final class PortRules {
    private static final Map<String, String> DEFAULTS =
            new TreeMap<>(Map.of("baud", "9600", "dataBits", "8", "stopBits", "1", "parity", "none"));

    private final Map<String, Map<String, String>> own;
    private final Map<String, EndpointUse> first = new TreeMap<>();
    private final List<RouteFault> faults = new ArrayList<>();

    /** Ports that the product itself uses, with their options. */
    PortRules(Map<String, Map<String, String>> own) {
        this.own = own;
    }

    List<RouteFault> check(List<EndpointUse> uses) {
        uses.stream().filter(use -> use.scheme().equals("serial")).forEach(this::check);
        return faults;
    }

    private void check(EndpointUse use) {
        String port = use.path();
        if (use.uri().isOpen()) {
            return;
        }
        String wrong = OwnOptions.portFault(port);
        if (!wrong.isEmpty()) {
            faults.add(use.uri().fault(wrong));
            return;
        }
        own.getOrDefault(port, Map.of()).forEach((option, value) -> {
            Placed here = use.options().getOrDefault(option, use.uri().with(DEFAULTS.getOrDefault(option, "")));
            compare(option, here, value, "the settings of device.port");
        });
        EndpointUse other = first.putIfAbsent(port, use);
        if (other != null) {
            DEFAULTS.forEach((option, value) -> same(option, value, other, use));
        }
    }

    private void same(String option, String otherwise, EndpointUse former, EndpointUse use) {
        Placed first = former.options().getOrDefault(option, former.uri().with(otherwise));
        Placed second = use.options().getOrDefault(option, use.uri().with(otherwise));
        if (!first.isOpen()) {
            compare(option, second, first.value(), first.file().path().getFileName() + ":" + first.line());
        }
    }

    private void compare(String option, Placed here, String there, String where) {
        if (!here.isOpen() && !here.value().equals(there)) {
            faults.add(here.fault(option + ": all endpoints of one port must set it alike: " + here.value() + " here, "
                    + there + " in " + where));
        }
    }
}
