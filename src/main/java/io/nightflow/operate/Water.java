package io.nightflow.operate;

import io.nightflow.reading.Decimal;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.SensorId;
import io.nightflow.store.Database;
import io.nightflow.store.EventBook;
import io.nightflow.store.EventBook.Event;
import io.nightflow.store.NightStore;
import io.nightflow.store.SiteStore;
import io.nightflow.store.SiteStore.Last;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The water in a line a sensor, for {@code status}: what it said last, its last night, what is open at it. */
final class Water {
    private static final double HUNDREDTHS = 100;

    private final SiteStore site;
    private final EventBook events;
    private final NightStore nights;
    private final MeteringPoints points;
    private final ZoneId zone;

    Water(Database database, MeteringPoints points, ZoneId zone) {
        site = new SiteStore(database);
        events = new EventBook(database);
        nights = new NightStore(database);
        this.points = points;
        this.zone = zone;
    }

    /** One sensor or zone: its words, and its figures for programs. */
    record Line(String words, Map<String, Object> figures) {}

    /** Those that are listed or were heard; those with open events first. */
    List<Line> lines(Instant now) {
        Map<String, List<Event>> open = events.events(Optional.empty(), Long.MAX_VALUE, Long.MAX_VALUE).stream()
                .filter(Event::isOpen)
                .collect(Collectors.groupingBy(Event::sensor));
        Map<SensorId, Night> newest =
                nights.newest(LocalDate.ofInstant(now, zone).toEpochDay() + 1);
        List<Line> first = new ArrayList<>();
        List<Line> then = new ArrayList<>();
        for (Last last : site.last(Minute.containing(now))) {
            if (last.second() > 0 || last.isListed()) {
                List<Event> ofSensor = open.getOrDefault(last.sensor().text(), List.of());
                (ofSensor.isEmpty() ? then : first)
                        .add(line(last, Optional.ofNullable(newest.get(last.sensor())), ofSensor, now));
            }
        }
        first.addAll(then);
        return first;
    }

    private Line line(Last last, Optional<Night> night, List<Event> open, Instant now) {
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
            put(figures, "nightUsual", each.judgement().baseline());
            figures.put("verdict", each.verdict().name().toLowerCase(Locale.ROOT));
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
        night.ifPresent(each -> words.append("; night of ")
                .append(LocalDate.ofEpochDay(each.day()))
                .append(' ')
                .append(shown(each.mean()))
                .append(" m3/h against ")
                .append(shown(each.judgement().baseline()))
                .append(", ")
                .append(each.verdict().name().toLowerCase(Locale.ROOT)));
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
