package io.nightflow.page;

import static io.nightflow.page.Column.Type.COUNT;
import static io.nightflow.page.Column.Type.NUMBER;
import static io.nightflow.page.Column.Type.TEXT;
import static io.nightflow.page.Column.Type.TIME;
import static io.nightflow.page.Column.Type.TRUTH;

import io.nightflow.reading.AlertWords;
import io.nightflow.reading.Language;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.UserError;
import io.nightflow.store.Database;
import io.nightflow.store.EventBook;
import io.nightflow.store.EventBook.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Events, the newest first: what happened, how long and how much, why it was told, and what people said of it. */
final class EventRows {
    static final List<Column> COLUMNS = List.of(
            new Column("number", COUNT, "By which it is answered"),
            new Column("sensor", TEXT, "The id of the sensor, zone or line"),
            new Column("label", TEXT, "Its name for people"),
            new Column("event", TEXT, "What it is, such as leak or burst"),
            new Column("quantity", TEXT, "flow or pressure"),
            new Column("method", TEXT, "Which method told it: system, value, prediction or night"),
            new Column("stage", COUNT, "The highest stage, 1 to 4"),
            new Column("start", TIME, "Its first minute"),
            new Column("end", TIME, "Its last minute; null while it goes on"),
            new Column("minutes", COUNT, "How long it lasted, or lasts so far"),
            new Column("value", NUMBER, "The value that was told last, m3/h or bar"),
            new Column("expected", NUMBER, "What was usual, likewise"),
            new Column("volume", NUMBER, "What flowed over the usual, m3; negative: below it"),
            new Column(
                    "reason", TEXT, "The sentence that was told last; in English, where lang names no other language"),
            new Column("planned", TRUTH, "Whether it fell into announced work"),
            new Column("answer", TEXT, "What a person said that it was"),
            new Column("answeredBy", TEXT, "Who said so"),
            new Column("answeredAt", TIME, "When"),
            new Column("note", TEXT, "In his own words"),
            new Column("seenBy", TEXT, "Who has seen it first"),
            new Column("seenAt", TIME, "When"));

    private static final Duration MONTH = Duration.ofDays(31);
    private static final long ROWS_MAX = 5_000;

    private final EventBook book;
    private final MeteringPoints points;

    EventRows(Database database, MeteringPoints points) {
        book = new EventBook(database);
        this.points = points;
    }

    /** Those that a request asks for. */
    Rows rows(Asked asked) throws UserError {
        long max = asked.number("max", 1, ROWS_MAX, ROWS_MAX);
        boolean openOnly = asked.truth("open");
        return rows(
                book
                        .events(
                                asked.sensorIfAny(),
                                asked.from(MONTH).getEpochSecond(),
                                asked.to().getEpochSecond())
                        .stream()
                        .filter(each -> !openOnly || each.isOpen())
                        .limit(max)
                        .toList(),
                asked.now(),
                asked.language());
    }

    /** Those of a span, in a language. */
    Rows rows(Instant from, Instant to, Instant now, Language language) {
        return rows(book.events(Optional.empty(), from.getEpochSecond(), to.getEpochSecond()), now, language);
    }

    private Rows rows(List<Event> events, Instant now, Language language) {
        Rows rows = new Rows(COLUMNS);
        AlertWords told = new AlertWords(language, points);
        events.forEach(each -> add(rows, each, now.getEpochSecond(), told));
        return rows;
    }

    private void add(Rows rows, Event event, long now, AlertWords told) {
        rows.add(
                event.number(),
                event.sensor(),
                SensorId.tryParse(event.sensor()).map(points::label).orElse(event.sensor()),
                event.event(),
                event.quantity(),
                event.method(),
                event.stage(),
                time(event.start()),
                time(event.end()),
                Math.max(1, ((event.isOpen() ? now : event.end() + 60) - event.start()) / 60),
                event.value(),
                event.expected(),
                event.volume(),
                told.sentence(event.reason()),
                event.isPlanned(),
                text(event.answer().kind()),
                text(event.answer().who()),
                time(event.answer().second()),
                text(event.answer().note()),
                text(event.seen().who()),
                time(event.seen().second()));
    }

    private static @Nullable String text(String text) {
        return text.isEmpty() ? null : text;
    }

    private static @Nullable String time(long second) {
        return second == 0 ? null : Instant.ofEpochSecond(second).toString();
    }
}
