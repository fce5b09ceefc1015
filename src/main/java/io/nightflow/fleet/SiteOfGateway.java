package io.nightflow.fleet;

import io.nightflow.settings.FleetSettings;
import io.nightflow.settings.SettingsException;
import io.nightflow.settings.TextFile;
import io.nightflow.uplink.UplinkTopics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The list of gateways, {@code config/gateways.csv}; one that it does not name is of the site {@code main}:
 *
 * <pre>
 * gateway,site,label
 * gw-north,old-town,Pumping station north
 * </pre>
 */
final class SiteOfGateway {
    private static final String HEADER = "gateway,site,label";
    private static final String MAIN = "main";

    private final Map<String, String> sites = new HashMap<>();
    private final Map<String, String> labels = new HashMap<>();

    private SiteOfGateway() {}

    static SiteOfGateway read(FleetSettings settings) throws SettingsException {
        SiteOfGateway list = new SiteOfGateway();
        if (!settings.hasGateways()) {
            return list;
        }
        List<String> faults = new ArrayList<>();
        List<String> lines = TextFile.lines(settings.gateways());
        boolean headed = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String fault = headed ? list.add(line) : line.equals(HEADER) ? "" : "the header must be " + HEADER;
            headed = true;
            if (!fault.isEmpty()) {
                faults.add(settings.gateways() + ":" + (i + 1) + ": " + fault + " (got " + line + ")");
            }
        }
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        return list;
    }

    private String add(String line) {
        String[] f = line.split(",", 3);
        if (!UplinkTopics.isGateway(f[0].strip())) {
            return "gateway: must be 1 to 32 characters of A-Z a-z 0-9 _ -";
        }
        if (f.length < 2 || !f[1].strip().matches("[a-z][a-z0-9-]{0,30}")) {
            return "site: must be 1 to 31 characters of a-z 0-9 -, the first a letter";
        }
        if (sites.put(f[0].strip(), f[1].strip()) != null) {
            return "gateway: stands twice. Take one away";
        }
        if (f.length > 2 && !f[2].isBlank()) {
            labels.put(f[0].strip(), f[2].strip());
        }
        return "";
    }

    String of(String gateway) {
        return sites.getOrDefault(gateway, MAIN);
    }

    String label(String gateway) {
        return labels.getOrDefault(gateway, gateway);
    }

    /** All sites; main is always there. */
    Set<String> names() {
        TreeSet<String> names = new TreeSet<>(sites.values());
        names.add(MAIN);
        return names;
    }
}
