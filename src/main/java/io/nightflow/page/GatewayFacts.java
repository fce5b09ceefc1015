package io.nightflow.page;

import io.nightflow.operate.OperatorView;
import io.nightflow.operate.Taps;
import io.nightflow.operate.Watched;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The gateway itself: its stations, lines, taps, routes, settings as they run, and what a check of its files says now. */
final class GatewayFacts {
    private static final String MASKED = "(not shown)";

    private final Watched watched;
    private final OperatorView view;
    private final MeteringPoints points;
    private final Supplier<List<String>> check;

    GatewayFacts(Watched watched, OperatorView view, Supplier<List<String>> check) {
        this.watched = watched;
        this.view = view;
        this.check = check;
        points = watched.points();
    }

    /** How it stands, as {@code status --json} says it. */
    Map<String, Object> health() {
        return view.status().json();
    }

    /** All else. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("folder", watched.settings().directory().toString());
        facts.put("lines", lines());
        facts.put("taps", watched.taps().taps().stream().map(GatewayFacts::tap).toList());
        facts.put("routes", routes());
        facts.put("settings", settings());
        facts.put("check", check());
        facts.put(
                "zones",
                points.zones().stream()
                        .map(zone -> Map.of(
                                "id",
                                zone.id().text(),
                                "label",
                                points.label(zone.id()),
                                "parts",
                                zone.parts().stream()
                                        .map(part -> part.sensor().text())
                                        .toList()))
                        .toList());
        return facts;
    }

    private List<Map<String, Object>> lines() {
        List<Map<String, Object>> lines = new ArrayList<>();
        for (String port : watched.lines().ports()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("port", port);
            line.put("open", watched.lines().status(port).open());
            line.put("state", watched.lines().status(port).state());
            line.put("routes", watched.lines().status(port).routes());
            line.put("heard", watched.lines().heard(port));
            lines.add(line);
        }
        return lines;
    }

    private static Map<String, Object> tap(Taps.Flow tap) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", tap.name());
        map.put("what", tap.what());
        map.put("route", tap.route());
        map.put("behind", tap.behind());
        map.put("lost", tap.lost());
        map.put("trouble", tap.trouble());
        return map;
    }

    private List<Map<String, Object>> routes() {
        List<Map<String, Object>> routes = new ArrayList<>();
        watched.routes()
                .ids()
                .forEach(id ->
                        routes.add(Map.of("id", id, "state", watched.routes().state(id))));
        return routes;
    }

    /** As they run; what may be a secret, and what integrators have for their own routes, is not shown. */
    private Map<String, String> settings() {
        Map<String, String> shown = new TreeMap<>();
        Properties all = watched.settings().placeholders();
        for (String key : all.stringPropertyNames()) {
            boolean secret = key.startsWith("route.")
                    || key.startsWith("camel.")
                    || key.matches("(?i).*(password|secret|token|passphrase|credential).*");
            shown.put(key, secret ? MASKED : all.getProperty(key));
        }
        return shown;
    }

    /** What {@code ./nightflow check} says of the folder, and what a restart would change; empty where it is as it runs. */
    private List<String> check() {
        List<String> said = new ArrayList<>(check.get());
        try {
            Settings written = Settings.read(watched.settings().directory());
            Properties running = watched.settings().placeholders();
            Properties next = written.placeholders();
            for (String key : next.stringPropertyNames()) {
                if (!next.getProperty(key).equals(running.getProperty(key))) {
                    said.add(key + " was changed: it holds from the next start on");
                }
            }
        } catch (SettingsException e) {
            return said; // it says so
        }
        if (watched.routes().areFilesRefused()) {
            said.add("routes/ was changed and cannot run: what ran goes on running");
        }
        return said;
    }
}
