package io.nightflow.operate;

import io.nightflow.operate.SensorsNow.SensorNow;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.store.EventBook.Event;
import io.nightflow.store.SiteStore.Last;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The water in a line a sensor, for {@code status}: what it said last, its last night, what is open at it. */
final class Water {
    private static final double HUNDREDTHS = 100;

    private final SensorsNow sensors;
    private final MeteringPoints points;

    Water(SensorsNow sensors, MeteringPoints points) {
        this.sensors = sensors;
        this.points = points;
    }

    /** One sensor or zone: its words, and its figures for programs. */
    record Line(String words, Map<String, Object> figures) {}

    /** Those that are listed or were heard; those with open events first. */
    List<Line> lines(Instant now) {
        List<Line> first = new ArrayList<>();
        List<Line> then = new ArrayList<>();
        for (SensorNow sensor : sensors.at(now)) {
            (sensor.open().isEmpty() ? then : first).add(line(sensor, now));
        }
        first.addAll(then);
        return first;
    }

    private Line line(SensorNow sensor, Instant now) {
        Last last = sensor.last();
        Optional<Night> night = sensor.night();
        List<Event> open = sensor.open();
        String label = points.label(last.sensor());
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("sensor", last.sensor().text());
        figures.put("label", label);
        put(figures, "flow", last.flow());
        put(figures, "pressure", last.pressure());
        if (last.second() > 0) {
            figures.put("time", Instant.ofEpochSecond(last.second()).toString());
        }
        night.ifPresent(each -> {
            figures.put("night", LocalDate.ofEpochDay(each.day()).toString());
            put(figures, "nightFlow", each.mean());
            put(figures, "nightUsual", each.usual());
            figures.put("verdict", each.verdict().word());
        });
        figures.put("open", open.stream().map(Event::event).toList());
        return new Line(words(last, label, night, open, now), figures);
    }

    private static void put(Map<String, Object> figures, String name, double value) {
        if (Double.isFinite(value)) {
            figures.put(name, value);
        }
    }

    private static String words(Last last, String label, Optional<Night> night, List<Event> open, Instant now) {
        StringBuilder words = new StringBuilder(last.sensor().text());
        if (!label.equals(last.sensor().text())) {
            words.append(" (").append(label).append(')');
        }
        words.append(": ").append(said(last, now));
        night.ifPresent(each -> words.append(each.judgement().isByDay() ? "; 24 hours up to " : "; night of ")
                .append(LocalDate.ofEpochDay(each.day()))
                .append(' ')
                .append(shown(each.judged()))
                .append(" m3/h against ")
                .append(shown(each.judgement().usual().flow()))
                .append(", ")
                .append(each.verdict().word()));
        if (!open.isEmpty()) {
            words.append("; open: ").append(open.stream().map(Water::words).collect(Collectors.joining(", ")));
        }
        return words.toString();
    }

    private static String words(Event event) {
        return event.event() + " since "
                + Instant.ofEpochSecond(event.start()).toString().replace(":00Z", "Z")
                + (event.volume() > 0 ? ", about " + Math.round(event.volume()) + " m3" : "");
    }

    private static String said(Last last, Instant now) {
        if (last.second() == 0) {
            return "never heard";
        }
        String pressure = Double.isNaN(last.pressure()) ? "" : ", " + shown(last.pressure()) + " bar";
        long minutes = Math.max(0, now.getEpochSecond() - last.second()) / Minute.SECONDS;
        return shown(last.flow()) + " m3/h" + pressure + ", " + minutes + " min ago";
    }

    private static String shown(double value) {
        return Double.isNaN(value) ? "-" : Decimal.text(Math.rint(value * HUNDREDTHS) / HUNDREDTHS);
    }
}
