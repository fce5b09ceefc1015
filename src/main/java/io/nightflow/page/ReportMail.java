package io.nightflow.page;

import io.nightflow.reading.MeteringPoints;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reports as a page of HTML for a mail: the same figures as on the page, in English. For routes, as the bean {@code reports}. */
public final class ReportMail {
    private final Database database;
    private final MeteringPoints points;
    private final ZoneId zone;
    private final InstantSource clock;

    /** Over this database; days begin in this zone. */
    public ReportMail(Database database, MeteringPoints points, ZoneId zone, InstantSource clock) {
        this.database = database;
        this.points = points;
        this.zone = zone;
        this.clock = clock;
    }

    /**
     * Of the night of this morning ({@code night}), or of the month before this one ({@code month}).
     *
     * @throws IllegalArgumentException it is neither.
     */
    public String html(String what) {
        return switch (what) {
            case "night" -> of(what, LocalDate.ofInstant(clock.instant(), zone).toString());
            case "month" ->
                of(
                        what,
                        YearMonth.from(clock.instant().atZone(zone))
                                .minusMonths(1)
                                .toString());
            default -> throw new IllegalArgumentException("a report must be of night or month (got " + what + ")");
        };
    }

    private String of(String what, String when) {
        Instant now = clock.instant();
        try {
            Asked asked = new Asked(Map.of(what, when), database, zone, now);
            Map<String, Object> about =
                    new Reports(database, points).report(asked).json();
            Instant from = Instant.parse(String.valueOf(about.get("from")));
            Instant to = Instant.parse(String.valueOf(about.get("to")));
            Rows events = new EventRows(database, points).rows(Optional.empty(), from, to, now);
            return page(what + " " + when, rows(about), events.objects());
        } catch (UserError e) {
            throw new IllegalStateException("the report of " + what + " " + when + ": " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, @Nullable Object>> rows(Map<String, Object> found) {
        return (List<Map<String, @Nullable Object>>) found.getOrDefault("rows", List.of());
    }

    private static String page(
            String title, List<Map<String, @Nullable Object>> rows, List<Map<String, @Nullable Object>> events) {
        StringBuilder html =
                new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>");
        html.append(text("Nightflow, " + title))
                .append("</title></head><body><h1>")
                .append(text("Report of the " + title));
        html.append("</h1><table border=\"1\" cellpadding=\"4\" cellspacing=\"0\"><tr>");
        List.of(
                        "Sensor",
                        "Inflow m3",
                        "Night flow m3/h",
                        "Usual m3/h",
                        "Nights in alarm",
                        "Lost m3",
                        "Events",
                        "Answered",
                        "Heard %")
                .forEach(head -> html.append("<th>").append(text(head)).append("</th>"));
        html.append("</tr>");
        for (Map<String, @Nullable Object> row : rows) {
            html.append("<tr><td>")
                    .append(text(String.valueOf(row.get("label"))))
                    .append("</td>");
            List.of("inflow", "nightFlow", "nightUsual", "alarmNights", "lost", "alerts", "answered", "heard")
                    .forEach(name -> html.append("<td align=\"right\">")
                            .append(text(shown(row.get(name))))
                            .append("</td>"));
            html.append("</tr>");
        }
        html.append("</table><h2>Events</h2><ul>");
        for (Map<String, @Nullable Object> event : events) {
            html.append("<li>")
                    .append(text(event.get("start") + " " + event.get("label") + ": " + event.get("event") + ", "
                            + event.get("reason")
                            + (event.get("answer") == null ? "" : " [" + event.get("answer") + "]")))
                    .append("</li>");
        }
        return html.append(events.isEmpty() ? "<li>none</li>" : "")
                .append("</ul></body></html>")
                .toString();
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
