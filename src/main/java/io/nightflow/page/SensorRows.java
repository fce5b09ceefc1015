package io.nightflow.page;

import static io.nightflow.page.Column.Type.COUNT;
import static io.nightflow.page.Column.Type.DAY;
import static io.nightflow.page.Column.Type.NUMBER;
import static io.nightflow.page.Column.Type.NUMBERS;
import static io.nightflow.page.Column.Type.TEXT;
import static io.nightflow.page.Column.Type.TIME;

import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.Quality;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import io.nightflow.store.Database;
import io.nightflow.store.EventBook;
import io.nightflow.store.EventBook.Event;
import io.nightflow.store.NightStore;
import io.nightflow.store.SiteStore;
import io.nightflow.store.SiteStore.Last;
import io.nightflow.store.SiteStore.Line;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** All sensors and zones, what needs a person first: what each says now, its last day, its last night, its open events. */
final class SensorRows {
    static final List<Column> COLUMNS = List.of(
            new Column("id", TEXT, "The id of the sensor or zone, as on the line"),
            new Column("label", TEXT, "Its name for people; the id where it has none"),
            new Column("kind", TEXT, "sensor, or zone: a sum of sensors"),
            new Column(
                    "state",
                    TEXT,
                    "act: an event of stage 3 or 4 is open that nobody has seen or answered; look: one"
                            + " is open, or nothing has come for long; well"),
            new Column("time", TIME, "The minute of its newest reading"),
            new Column("age", COUNT, "Seconds since then"),
            new Column("flow", NUMBER, "Its flow then, m3/h"),
            new Column("pressure", NUMBER, "Its pressure then, bar"),
            new Column("quality", TEXT, "good, unchecked, estimated-time, estimated or interval"),
            new Column("night", DAY, "The morning of its newest night with a verdict"),
            new Column("nightFlow", NUMBER, "The mean flow of that night, m3/h"),
            new Column("nightUsual", NUMBER, "What was usual for it, m3/h"),
            new Column("verdict", TEXT, "learning, normal, high or alarm"),
            new Column("since", DAY, "Where a leak is told: the first morning of it"),
            new Column("leak", NUMBER, "Where a leak is told: the night's flow over the usual, m3 a day"),
            new Column("lost", NUMBER, "Where a leak is told: what it has cost so far, m3"),
            new Column("perConnection", NUMBER, "Leakage of that night, litres a connection and day, where known"),
            new Column("event", TEXT, "The gravest event that is open"),
            new Column("eventNumber", COUNT, "The number by which it is answered"),
            new Column("open", COUNT, "How many events are open"),
            new Column("recent", TEXT, "The gravest event that ended in the last 24 hours and nobody has answered"),
            new Column("recentNumber", COUNT, "The number by which it is answered"),
            new Column("recentEnd", TIME, "Its last minute"),
            new Column("forecastError", NUMBER, "Mean error of its forecasts of flow in 28 days, m3/h"),
            new Column("day", NUMBERS, "Flow of the last 24 hours, means of 15 minutes, m3/h"),
            new Column(
                    "low",
                    NUMBERS,
                    "The lower bound of what was forecast for each of these hours, from the one in which they begin, m3/h"),
            new Column("high", NUMBERS, "The upper one"));

    static final int STEPS = 96;
    static final int STEP_SECONDS = 900;
    private static final int DAY_HOURS = 24;
    private static final long DAY_SECONDS = 86_400;
    private static final List<String> STATES = List.of("act", "look", "well");
    private static final List<String> QUALITIES =
            List.of("good", "unchecked", "estimated-time", "estimated", "interval");

    private final SiteStore site;
    private final EventBook events;
    private final NightStore nights;
    private final MeteringPoints points;
    private final Duration silentAfter;

    SensorRows(Database database, MeteringPoints points, Duration silentAfter) {
        site = new SiteStore(database);
        events = new EventBook(database);
        nights = new NightStore(database);
        this.points = points;
        this.silentAfter = silentAfter;
    }

    /** One of them, with all that its row is made from. */
    private record Row(
            Last last,
            String state,
            Optional<Night> night,
            List<Event> open,
            Optional<Event> recent,
            double error,
            Optional<Line> line) {}

    /** The worst first; the last day begins at this time's quarter of an hour, a day before. */
    Rows rows(Asked asked) {
        Instant now = asked.now();
        List<Event> lately =
                events.events(Optional.empty(), now.getEpochSecond() - DAY_SECONDS, now.getEpochSecond() + 1);
        Map<String, List<Event>> open =
                lately.stream().filter(Event::isOpen).collect(Collectors.groupingBy(Event::sensor));
        long start = dayStart(now);
        Map<SensorId, Line> lines = site.lines(new Minute(start), STEPS, STEP_SECONDS);
        Map<String, Event> recent = recent(lately);
        Map<SensorId, Double> errors = site.forecastErrors(LocalDate.ofInstant(now, asked.zone()));
        Map<SensorId, Night> newest =
                nights.newest(LocalDate.ofInstant(now, asked.zone()).toEpochDay() + 1);
        List<Row> all = new ArrayList<>();
        for (Last last : site.last(Minute.containing(now))) {
            List<Event> ofSensor = open.getOrDefault(last.sensor().text(), List.of());
            if (last.second() > 0 || last.isListed()) {
                all.add(new Row(
                        last,
                        state(ofSensor, recent.containsKey(last.sensor().text()), age(last, now)),
                        Optional.ofNullable(newest.get(last.sensor())),
                        ofSensor,
                        Optional.ofNullable(recent.get(last.sensor().text())),
                        errors.getOrDefault(last.sensor(), Double.NaN),
                        Optional.ofNullable(lines.get(last.sensor()))));
            }
        }
        all.sort(Comparator.comparingInt((Row row) -> STATES.indexOf(row.state()))
                .thenComparing(Comparator.comparingInt(SensorRows::stage).reversed())
                .thenComparing(Comparator.comparingDouble(SensorRows::leak).reversed())
                .thenComparing(row -> row.last().sensor()));
        Rows rows = new Rows(COLUMNS);
        all.forEach(row -> add(rows, row, age(row.last(), now)));
        return rows;
    }

    /** What was grave, is over, and nobody has answered, by sensor: the gravest of a day. */
    private static Map<String, Event> recent(List<Event> lately) {
        return lately.stream()
                .filter(each -> !each.isOpen()
                        && each.stage() >= Stage.ALERT.ordinal()
                        && !each.isPlanned()
                        && !each.seen().isSaid()
                        && !each.answer().isSaid())
                .collect(Collectors.toMap(
                        Event::sensor, each -> each, (one, other) -> one.stage() >= other.stage() ? one : other));
    }

    /** Where the last day of a time begins, in seconds since 1970. */
    static long dayStart(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS) * STEP_SECONDS - (STEPS - 1L) * STEP_SECONDS;
    }

    private static long age(Last last, Instant now) {
        return Math.max(0, now.getEpochSecond() - last.second());
    }

    private String state(List<Event> open, boolean recently, long age) {
        boolean act = open.stream()
                .anyMatch(each -> each.stage() >= Stage.ALERT.ordinal()
                        && !each.isPlanned()
                        && !each.seen().isSaid()
                        && !each.answer().isSaid());
        boolean well = open.isEmpty() && !recently && age < silentAfter.toSeconds();
        return STATES.get(act ? 0 : well ? 2 : 1);
    }

    private static int stage(Row row) {
        return row.open().stream().mapToInt(Event::stage).max().orElse(0);
    }

    private static double leak(Row row) {
        return row.night()
                .filter(Night::isInAlarm)
                .map(SensorRows::excess)
                .filter(Double::isFinite)
                .orElse(0.0);
    }

    /** What a night has over the usual, as m3 a day. */
    static double excess(Night night) {
        return DAY_HOURS * (night.mean() - night.judgement().baseline());
    }

    /** Leakage of a night, litres a connection and day; NaN where it is not known. */
    static double perConnection(Night night) {
        return night.loss().perConnection() * DAY_HOURS;
    }

    /** The word of a quality. */
    static String quality(int ordinal) {
        return QUALITIES.get(Math.min(ordinal, Quality.values().length - 1));
    }

    private void add(Rows rows, Row row, long age) {
        Last last = row.last();
        Optional<Night> night = row.night();
        Optional<Night> leaking = night.filter(Night::isInAlarm);
        Optional<Event> gravest = row.open().stream().max(Comparator.comparingInt(Event::stage));
        rows.add(
                last.sensor().text(),
                points.label(last.sensor()),
                points.zone(last.sensor()).isPresent() ? "zone" : "sensor",
                row.state(),
                last.second() == 0 ? null : Instant.ofEpochSecond(last.second()).toString(),
                last.second() == 0 ? null : age,
                last.flow(),
                last.pressure(),
                quality(last.quality()),
                night.map(each -> LocalDate.ofEpochDay(each.day()).toString()).orElse(null),
                night.map(Night::mean).orElse(null),
                night.map(each -> each.judgement().baseline()).orElse(null),
                night.map(NightRows::verdict).orElse(null),
                leaking.map(each ->
                                LocalDate.ofEpochDay(each.judgement().since()).toString())
                        .orElse(null),
                leaking.map(SensorRows::excess).orElse(null),
                leaking.map(each -> each.judgement().volume()).orElse(null),
                night.map(SensorRows::perConnection).orElse(null),
                gravest.map(Event::event).orElse(null),
                gravest.map(Event::number).orElse(null),
                row.open().size(),
                row.recent().map(Event::event).orElse(null),
                row.recent().map(Event::number).orElse(null),
                row.recent()
                        .map(each -> Instant.ofEpochSecond(each.end()).toString())
                        .orElse(null),
                row.error(),
                row.line().map(Line::flow).orElse(null),
                row.line().map(Line::low).orElse(null),
                row.line().map(Line::high).orElse(null));
    }
}
