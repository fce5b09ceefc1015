package io.nightflow.settings;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Zone;
import io.nightflow.table.KnownLists;
import io.nightflow.table.TableLine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads the list of zones: a header that names the columns, in any order, and a line a part of a zone.
 *
 * <pre>
 * zone,sensor,sign,factor
 * old-town,inlet-north,+1,
 * old-town,inlet-south,+1,
 * old-town,export-mill,-1,0.5
 * </pre>
 *
 * The sign is +1 (it flows in) or -1 (it flows out); the factor, 1 where it is left out, is above 0. A part is a listed sensor
 * or another zone.
 */
public final class ZonesFile {
    private static final String ZONE = "zone";
    private static final String SENSOR = "sensor";
    private static final String SIGN = "sign";
    private static final List<String> COLUMNS = KnownLists.ZONES.names();

    private final Path file;
    private final Set<SensorId> sensors;
    private final List<String> faults = new ArrayList<>();
    private final Map<SensorId, List<Placed>> zones = new LinkedHashMap<>();
    private final Labels labels = new Labels(this::fault);
    private List<String> columns = List.of();

    /** What the list says. */
    record Content(List<Zone> zones, Map<SensorId, String> labels) {}

    private record Placed(int line, Zone.Part part) {}

    private ZonesFile(Path file, Set<SensorId> sensors) {
        this.file = file;
        this.sensors = sensors;
    }

    /**
     * Reads the list that the settings name; there is no zone where the file is missing.
     *
     * @param sensors that are listed.
     * @return zones that are parts of others before those, and what people call them.
     * @throws SettingsException with all faults at once, each with file and line.
     */
    static Content read(Settings settings, Set<SensorId> sensors) throws SettingsException {
        Path path = settings.path(Key.ZONES_FILE);
        if (!Files.exists(path)) {
            return new Content(List.of(), Map.of());
        }
        ZonesFile file = new ZonesFile(path, sensors);
        List<Zone> zones = file.read(ListFile.lines(path, KnownLists.ZONES));
        return new Content(zones, file.labels.all());
    }

    private List<Zone> read(List<String> lines) throws SettingsException {
        int first = ListFile.firstLine(lines);
        header(first, first < lines.size() ? lines.get(first) : "");
        boolean named = faults.isEmpty();
        for (int i = first + 1; i < lines.size(); i++) {
            if (named && ListFile.isContent(lines.get(i))) {
                part(i + 1, lines.get(i).strip());
            }
        }
        List<Zone> ordered = faults.isEmpty() ? ordered() : List.of();
        if (!faults.isEmpty()) {
            throw new SettingsException(faults);
        }
        return ordered;
    }

    private void header(int index, String line) {
        columns = Stream.of(line.split(",", -1)).map(String::strip).toList();
        for (String column : columns) {
            if (!COLUMNS.contains(column)) {
                fault(index + 1, ListFile.unknownColumn(column, COLUMNS), column);
            }
        }
        boolean named = columns.containsAll(List.of(ZONE, SENSOR, SIGN));
        if (faults.isEmpty() && (!named || Set.copyOf(columns).size() < columns.size())) {
            fault(index + 1, "the header must name zone, sensor and sign, and each column once", line);
        }
    }

    private void part(int line, String text) {
        List<String> values = TableLine.fields(text, ',');
        if (values.size() != columns.size()) {
            fault(line, "must have " + columns.size() + " fields", text);
            return;
        }
        String zone = field(values, ZONE);
        String sensor = field(values, SENSOR);
        if (!SensorId.isValid(zone) || !SensorId.isValid(sensor)) {
            fault(line, "zone and sensor: must be 1 to 32 characters of A-Z a-z 0-9 _ . -", zone + " and " + sensor);
            return;
        }
        SensorId id = new SensorId(zone);
        if (sensors.contains(id)) {
            fault(line, "zone: has the name of a sensor of the list of sensors", zone);
        }
        labels.add(line, id, field(values, Labels.COLUMN));
        Zone.Part part = new Zone.Part(new SensorId(sensor), sign(line, values) * factor(line, values));
        List<Placed> parts = zones.computeIfAbsent(id, any -> new ArrayList<>());
        if (parts.stream().anyMatch(each -> each.part().sensor().equals(part.sensor()))) {
            fault(line, "sensor: stands in its zone already", sensor);
        }
        parts.add(new Placed(line, part));
    }

    private String field(List<String> values, String column) {
        int index = columns.indexOf(column);
        return index < 0 ? "" : values.get(index).strip();
    }

    private double sign(int line, List<String> values) {
        String sign = field(values, SIGN);
        if (!sign.matches("[+]1?|-1?|1")) {
            fault(line, "sign: must be +1 for what flows in, -1 for what flows out", sign);
        }
        return sign.startsWith("-") ? -1 : 1;
    }

    private double factor(int line, List<String> values) {
        String text = field(values, "factor");
        double factor = text.isEmpty() ? 1 : Decimal.parse(text);
        if (!(factor > 0) || factor == Decimal.MALFORMED) {
            fault(line, "factor: must be a number above 0", text);
            return 1;
        }
        return factor;
    }

    /** Parts first: a zone comes once all zones that it is made of have come. */
    private List<Zone> ordered() {
        zones.forEach((zone, parts) -> parts.stream()
                .filter(each -> !sensors.contains(each.part().sensor())
                        && !zones.containsKey(each.part().sensor()))
                .forEach(each -> fault(
                        each.line(),
                        "sensor: is neither in the list of sensors nor a zone",
                        each.part().sensor().text())));
        List<Zone> ordered = new ArrayList<>();
        Set<SensorId> placed = new HashSet<>(sensors);
        for (boolean more = true; more; ) {
            int before = ordered.size();
            zones.forEach((id, parts) -> {
                if (!placed.contains(id)
                        && parts.stream()
                                .allMatch(each -> placed.contains(each.part().sensor()))) {
                    ordered.add(new Zone(id, parts.stream().map(Placed::part).toList()));
                    placed.add(id);
                }
            });
            more = ordered.size() > before;
        }
        if (faults.isEmpty() && ordered.size() < zones.size()) {
            Map.Entry<SensorId, List<Placed>> circle = zones.entrySet().stream()
                    .filter(zone -> !placed.contains(zone.getKey()))
                    .min(Map.Entry.comparingByKey())
                    .orElseThrow();
            fault(
                    circle.getValue().get(0).line(),
                    "zone: is a part of itself",
                    circle.getKey().text());
        }
        return ordered;
    }

    private void fault(int line, String rule, String got) {
        faults.add(file + ":" + line + ": " + rule + " (got " + got + ")");
    }
}
