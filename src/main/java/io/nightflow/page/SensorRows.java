package io.nightflow.page;

import static io.nightflow.page.Column.Type.COUNT;
import static io.nightflow.page.Column.Type.DAY;
import static io.nightflow.page.Column.Type.NUMBER;
import static io.nightflow.page.Column.Type.NUMBERS;
import static io.nightflow.page.Column.Type.TEXT;
import static io.nightflow.page.Column.Type.TIME;

import io.nightflow.operate.SensorsNow;
import io.nightflow.operate.SensorsNow.SensorNow;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Night;
import io.nightflow.reading.Quality;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import io.nightflow.store.Database;
import io.nightflow.store.EventBook.Event;
import io.nightflow.store.SiteStore;
import io.nightflow.store.SiteStore.Last;
import io.nightflow.store.SiteStore.Line;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
    private static final List<String> STATES = List.of("act", "look", "well");

    private final SensorsNow sensors;
    private final SiteStore site;
    private final MeteringPoints points;
    private final Duration silentAfter;

    SensorRows(Database database, MeteringPoints points, ZoneId zone, Duration silentAfter) {
        sensors = new SensorsNow(database, zone);
        site = new SiteStore(database);
        this.points = points;
        this.silentAfter = silentAfter;
    }

    /** The worst first; the last day begins at this time's quarter of an hour, a day before. */
    Rows rows(Asked asked) {
        Instant now = asked.now();
        Map<SensorId, Line> lines = site.lines(new Minute(dayStart(now)), STEPS, STEP_SECONDS);
        Map<SensorId, Double> errors = forecastErrors(now, asked.zone());
        Rows rows = new Rows(COLUMNS);
        for (SensorNow each : worstFirst(now)) {
            SensorId id = each.last().sensor();
            add(rows, each, now, errors.getOrDefault(id, Double.NaN), Optional.ofNullable(lines.get(id)));
        }
        return rows;
    }

    /** All of them, what needs a person first. */
    List<SensorNow> worstFirst(Instant now) {
        return sensors.at(now).stream()
                .sorted(Comparator.comparingInt((SensorNow each) -> STATES.indexOf(state(each, now)))
                        .thenComparing(
                                Comparator.comparingInt(SensorRows::stage).reversed())
                        .thenComparing(
                                Comparator.comparingDouble(SensorRows::leak).reversed())
                        .thenComparing(each -> each.last().sensor()))
                .toList();
    }

    /** Of each sensor that is forecast, m3/h. */
    Map<SensorId, Double> forecastErrors(Instant now, ZoneId zone) {
        return site.forecastErrors(LocalDate.ofInstant(now, zone));
    }

    /** What is over, needed a person, and nobody has answered: the gravest of a day. */
    private static Optional<Event> recent(SensorNow sensor) {
        return sensor.events().stream()
                .filter(each -> !each.isOpen() && needsAPerson(each))
                .reduce((one, other) -> one.stage() >= other.stage() ? one : other);
    }

    private static boolean needsAPerson(Event event) {
        return event.stage() >= Stage.ALERT.ordinal()
                && !event.isPlanned()
                && !event.seen().isSaid()
                && !event.answer().isSaid();
    }

    /** Where the last day of a time begins, in seconds since 1970. */
    static long dayStart(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), STEP_SECONDS) * STEP_SECONDS - (STEPS - 1L) * STEP_SECONDS;
    }

    private String state(SensorNow sensor, Instant now) {
        boolean act = sensor.open().stream().anyMatch(SensorRows::needsAPerson);
        boolean well = sensor.open().isEmpty()
                && recent(sensor).isEmpty()
                && sensor.age(now) < sensor.last().patience(silentAfter).toSeconds();
        return STATES.get(act ? 0 : well ? 2 : 1);
    }

    private static int stage(SensorNow sensor) {
        return sensor.open().stream().mapToInt(Event::stage).max().orElse(0);
    }

    private static double leak(SensorNow sensor) {
        return sensor.night()
                .filter(Night::isInAlarm)
                .map(Night::excess)
                .filter(Double::isFinite)
                .orElse(0.0);
    }

    /** Leakage of a night, litres a connection and day; NaN where it is not known. */
    static double perConnection(Night night) {
        return night.loss().perConnection() * DAY_HOURS;
    }

    /** The word of a quality. */
    static String quality(int ordinal) {
        Quality[] all = Quality.values();
        return all[Math.min(ordinal, all.length - 1)]
                .name()
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    private void add(Rows rows, SensorNow sensor, Instant now, double error, Optional<Line> line) {
        Last last = sensor.last();
        Optional<Night> night = sensor.night();
        Optional<Event> recent = recent(sensor);
        Optional<Night> leaking = night.filter(Night::isInAlarm);
        Optional<Event> gravest = sensor.open().stream().max(Comparator.comparingInt(Event::stage));
        rows.add(
                last.sensor().text(),
                points.label(last.sensor()),
                points.zone(last.sensor()).isPresent() ? "zone" : "sensor",
                state(sensor, now),
                last.second() == 0 ? null : Instant.ofEpochSecond(last.second()).toString(),
                last.second() == 0 ? null : sensor.age(now),
                last.flow(),
                last.pressure(),
                quality(last.quality()),
                night.map(each -> LocalDate.ofEpochDay(each.day()).toString()).orElse(null),
                night.map(Night::mean).orElse(null),
                night.map(Night::usual).orElse(null),
                night.map(each -> each.verdict().word()).orElse(null),
                leaking.map(each ->
                                LocalDate.ofEpochDay(each.judgement().since()).toString())
                        .orElse(null),
                leaking.map(Night::excess).orElse(null),
                leaking.map(each -> each.judgement().volume()).orElse(null),
                night.map(SensorRows::perConnection).orElse(null),
                gravest.map(Event::event).orElse(null),
                gravest.map(Event::number).orElse(null),
                sensor.open().size(),
                recent.map(Event::event).orElse(null),
                recent.map(Event::number).orElse(null),
                recent.map(each -> Instant.ofEpochSecond(each.end()).toString()).orElse(null),
                error,
                line.map(Line::flow).orElse(null),
                line.map(Line::low).orElse(null),
                line.map(Line::high).orElse(null));
    }
}
