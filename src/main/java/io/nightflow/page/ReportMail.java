package io.nightflow.page;

import io.nightflow.reading.AlertWords;
import io.nightflow.reading.Language;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import io.nightflow.store.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reports as a page of HTML for a mail: the same figures as on the page, in the language of the site. For routes, as the bean {@code reports}. */
public final class ReportMail {
    private static final List<String> HEADS = List.of(
            "sensor", "inflow", "flow.night", "usual", "nights.alarm", "lost.m3", "nav.alerts", "answered", "heard");
    private static final List<String> FIGURES =
            List.of("inflow", "nightFlow", "nightUsual", "alarmNights", "lost", "alerts", "answered", "heard");

    private final Database database;
    private final MeteringPoints points;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Language language;
    private final String gateway;
    private final AlertWords alerts;
    private final Map<String, Object> words;

    /** Over this database; days begin in the zone of the site. */
    public ReportMail(Database database, Settings settings, MeteringPoints points, InstantSource clock) {
        this.database = database;
        this.points = points;
        this.zone = settings.zone();
        this.clock = clock;
        language = settings.get(Key.SITE_LANGUAGE);
        gateway = settings.text(Key.GATEWAY_ID);
        alerts = new AlertWords(language, points);
        words = PageFiles.words(language.code());
    }

    /**
     * Of the night of this morning ({@code night}), or of the month before this one ({@code month}).
     *
     * @throws IllegalArgumentException it is neither.
     */
    public String html(String what) {
        return of(what, when(what));
    }

    /**
     * What it is called, with the gateway's name before it, for the subject of the mail.
     *
     * @throws IllegalArgumentException it is neither.
     */
    public String title(String what) {
        return "Nightflow " + gateway + ": " + title(what, when(what));
    }

    private String when(String what) {
        return switch (what) {
            case "night" -> LocalDate.ofInstant(clock.instant(), zone).toString();
            case "month" ->
                YearMonth.from(clock.instant().atZone(zone)).minusMonths(1).toString();
            default -> throw new IllegalArgumentException("a report must be of night or month (got " + what + ")");
        };
    }

    private String title(String what, String when) {
        return word("report." + what).replace("{title}", when);
    }

    private String of(String what, String when) {
        Instant now = clock.instant();
        try {
            Asked asked = new Asked(Map.of(what, when), database, zone, now);
            Map<String, Object> about =
                    new Reports(database, points).report(asked).json();
            Instant from = Instant.parse(String.valueOf(about.get("from")));
            Instant to = Instant.parse(String.valueOf(about.get("to")));
            Rows events = new EventRows(database, points).rows(from, to, now, language);
            return page(what, when, rows(about), events.objects());
        } catch (UserError e) {
            throw new IllegalStateException("the report of " + what + " " + when + ": " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, @Nullable Object>> rows(Map<String, Object> found) {
        return (List<Map<String, @Nullable Object>>) found.getOrDefault("rows", List.of());
    }

    private String page(
            String what,
            String when,
            List<Map<String, @Nullable Object>> rows,
            List<Map<String, @Nullable Object>> events) {
        String title = title(what, when);
        StringBuilder html = new StringBuilder("<!doctype html><html lang=\"")
                .append(language.code())
                .append("\"><head><meta charset=\"utf-8\"><title>")
                .append(text("Nightflow, " + title))
                .append("</title></head><body><h1>")
                .append(text(title))
                .append("</h1><table border=\"1\" cellpadding=\"4\" cellspacing=\"0\"><tr>");
        HEADS.forEach(head -> html.append("<th>").append(text(word(head))).append("</th>"));
        html.append("</tr>");
        for (Map<String, @Nullable Object> row : rows) {
            html.append("<tr><td>")
                    .append(text(String.valueOf(row.get("label"))))
                    .append("</td>");
            FIGURES.forEach(name -> html.append("<td align=\"right\">")
                    .append(text(shown(row.get(name))))
                    .append("</td>"));
            html.append("</tr>");
        }
        html.append("</table><h2>").append(text(word("events"))).append("</h2><ul>");
        events.forEach(event -> html.append("<li>").append(text(line(event))).append("</li>"));
        return html.append(events.isEmpty() ? "<li>" + text(word("events.none")) + "</li>" : "")
                .append("</ul></body></html>")
                .toString();
    }

    private String line(Map<String, @Nullable Object> event) {
        Object answer = event.get("answer");
        return event.get("start") + " " + event.get("label") + ": " + alerts.event(String.valueOf(event.get("event")))
                + ", " + event.get("reason")
                + (answer == null ? "" : " [" + alerts.answer(String.valueOf(answer)) + "]");
    }

    private String word(String name) {
        return String.valueOf(words.get(name));
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, number >= 100 ? "%,.0f" : "%.1f", number);
        }
        return value == null ? "-" : String.valueOf(value);
    }

    /** What carries a name is text. */
    private static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
