package io.nightflow.operate;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/**
 * How a gateway stood at one moment: every figure was read once. As text for people, and as JSON:
 *
 * <pre>
 * {"gateway": 678, "folder": "/srv/nightflow", "at": "2026-11-28T04:58:04Z", "well": false,
 *  "parts": [{"part": "lines", "well": false, "troubles": ["device-line: .."]}, ..],
 *  "sensors": [{"sensor": "dma-north", "label": "..", "flow": 12.3, "night": "2026-11-28", "verdict": "normal", "open": []}, ..],
 *  "stations": [{"station": "line", "name": "/dev/..", "figures": {"Open": true, "BytesReceived": 1, ..}}, ..]}
 * </pre>
 */
public final class Status {
    private final long pid;
    private final Path folder;
    private final Instant at;
    private final List<Water.Line> water;
    private final Map<String, List<String>> troubles = new LinkedHashMap<>();
    private final Map<FigureGroup, Map<Figure, Object>> stations = new LinkedHashMap<>();

    private Status(long pid, Path folder, Instant at, List<Water.Line> water) {
        this.water = water;
        this.pid = pid;
        this.folder = folder;
        this.at = at;
    }

    /** Reads all figures; one that cannot be read says why. */
    static Status look(
            long pid,
            Path folder,
            Instant at,
            List<Water.Line> water,
            List<Condition> conditions,
            List<FigureGroup> stations) {
        Status status = new Status(pid, folder, at, water);
        conditions.forEach(each -> status.troubles.put(each.part(), each.troubles()));
        for (FigureGroup station : stations) {
            if (!station.kind().equals("health")) { // which is the conditions
                Map<Figure, Object> values = new LinkedHashMap<>();
                station.figures().forEach(figure -> values.put(figure, figure.read()));
                status.stations.put(station, values);
            }
        }
        return status;
    }

    /** Whether nothing is wrong with any part. */
    public boolean isWell() {
        return troubles.values().stream().allMatch(List::isEmpty);
    }

    /** What is wrong, a sentence each, with its part before it. */
    public List<String> troubles() {
        List<String> all = new ArrayList<>();
        troubles.forEach((part, each) -> each.forEach(trouble -> all.add(part + ": " + trouble)));
        return all;
    }

    /** For people. */
    public String text() {
        StringJoiner text = new StringJoiner("\n");
        text.add("gateway " + pid + " in " + folder);
        text.add("as of " + at);
        text.add(isWell() ? "all is well" : "not well:");
        troubles.forEach((part, each) -> each.forEach(trouble -> text.add("  " + part + ": " + trouble)));
        water.forEach(line -> text.add(line.words()));
        stations.forEach((station, values) -> {
            text.add(station.kind() + " " + station.name());
            values.forEach(
                    (figure, value) -> text.add(String.format("  %-16s %s", figure.name(), shown(figure, value))));
        });
        return text.toString();
    }

    private static String shown(Figure figure, Object value) {
        String unit = figure.unit().isEmpty() ? "" : " " + figure.unit();
        if (value instanceof Long || value instanceof Integer) {
            return String.format(Locale.ROOT, "%,d", ((Number) value).longValue()) + unit;
        }
        if (value instanceof Double number) {
            return number.isNaN() ? "not known" : String.format(Locale.ROOT, "%.1f", number) + unit;
        }
        return value instanceof String ? String.valueOf(value) : value + unit;
    }

    /** For programs: maps, lists, texts, numbers and truths as JSON has them. */
    public Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("gateway", pid);
        json.put("folder", folder.toString());
        json.put("at", at.toString());
        json.put("well", isWell());
        List<Object> parts = new ArrayList<>();
        troubles.forEach((part, each) -> parts.add(Map.of("part", part, "well", each.isEmpty(), "troubles", each)));
        json.put("parts", parts);
        json.put("sensors", water.stream().map(Water.Line::figures).toList());
        List<Object> all = new ArrayList<>();
        stations.forEach((station, values) -> {
            Map<String, Object> figures = new LinkedHashMap<>();
            values.forEach((figure, value) -> figures.put(figure.name(), plain(value)));
            all.add(Map.of("station", station.kind(), "name", station.name(), "figures", figures));
        });
        json.put("stations", all);
        return json;
    }

    /** JSON has no number that is none. */
    private static Object plain(Object value) {
        return value instanceof Double number && !Double.isFinite(number) ? "not known" : value;
    }
}
