package io.nightflow.store;

import io.nightflow.reading.Method;
import io.nightflow.reading.Reason;
import io.nightflow.reading.SensorId;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Events as people think of them: an alert that starts one, those that say that it goes on, and the one that ends it, are
 * one.
 */
public final class EventBook {
    private static final long DAY_MINUTES = 1_440;
    private static final String ALERTS = "SELECT a.number, a.sensor, a.minute, a.quantity, a.method, a.stage, a.event,"
            + " a.is_end, a.value, a.expected, a.minutes, a.volume, a.reason, a.planned IS NOT NULL, n.kind, n.who, n.at,"
            + " n.note, s.who, s.at FROM alert a LEFT JOIN answer n ON n.number = (SELECT max(number) FROM answer"
            + " WHERE alert = a.number) LEFT JOIN seen s ON s.alert = a.number"
            + " WHERE (?1 = '' OR a.sensor = ?1) ORDER BY a.minute, a.number";

    /** What a person has said of an event; empty texts where nobody has. */
    public record Said(String kind, String who, long second, String note) {
        private static final Said NOTHING = new Said("", "", 0, "");

        /** Whether somebody has. */
        public boolean isSaid() {
            return !who.isEmpty();
        }
    }

    /**
     * One event.
     *
     * @param number of the alert by which it is answered: its first one.
     * @param start its first minute, seconds since 1970.
     * @param end its last minute; 0 while it goes on.
     * @param stage the highest, as the digit on the line.
     * @param value m3/h or bar, NaN where there is none: as told last while it goes on, then as at its start; expected likewise.
     * @param volume what flowed over the usual so far, m3.
     * @param reason as told last; of one that has ended, what it was and how it ended.
     * @param isPlanned whether it is kept back, or was, for announced work.
     */
    public record Event(
            long number,
            String sensor,
            String event,
            String quantity,
            String method,
            int stage,
            long start,
            long end,
            double value,
            double expected,
            double volume,
            Reason reason,
            boolean isPlanned,
            Said answer,
            Said seen) {
        /** Whether it goes on. */
        public boolean isOpen() {
            return end == 0;
        }
    }

    private final Transactions database;

    /** Over this database. */
    public EventBook(Transactions database) {
        this.database = database;
    }

    /** Events that lie in a span at least in part, the newest first; of one sensor where it is given. */
    public List<Event> events(Optional<SensorId> sensor, long from, long to) {
        List<Event> found = database.look("reading events", connection -> {
            try (PreparedStatement statement = connection.prepareStatement(ALERTS)) {
                statement.setString(1, sensor.map(SensorId::text).orElse(""));
                return folded(statement.executeQuery());
            }
        });
        List<Event> within = new ArrayList<>();
        found.stream()
                .filter(each -> each.start() < to && (each.isOpen() || each.end() >= from))
                .forEach(within::add);
        Collections.reverse(within);
        return within;
    }

    private static List<Event> folded(ResultSet row) throws SQLException {
        Map<List<String>, Integer> open = new LinkedHashMap<>();
        List<Event> events = new ArrayList<>();
        while (row.next()) {
            Event next = event(row);
            List<String> key = List.of(next.sensor(), next.quantity(), next.event());
            Integer before = open.remove(key);
            if (before == null) {
                before = events.size();
                events.add(next);
            } else {
                events.set(before, joined(events.get(before), next));
            }
            if (next.isOpen()) {
                open.put(key, before);
            }
        }
        return events;
    }

    private static Event joined(Event first, Event next) {
        return new Event(
                first.number(),
                first.sensor(),
                first.event(),
                first.quantity(),
                first.method(),
                Math.max(first.stage(), next.stage()),
                first.start(),
                next.end(),
                next.isOpen() ? next.value() : first.value(),
                next.isOpen() ? next.expected() : first.expected(),
                next.volume(),
                next.isOpen() ? next.reason() : first.reason().and(next.reason()),
                first.isPlanned() || next.isPlanned(),
                next.answer().isSaid() ? next.answer() : first.answer(),
                next.seen().isSaid() ? next.seen() : first.seen());
    }

    /** An alert alone; of an end whose start is no longer kept, the start is told by its length. */
    private static Event event(ResultSet row) throws SQLException {
        long minute = row.getLong(3);
        boolean isEnd = row.getBoolean(8);
        String kind = row.getString(15);
        return new Event(
                row.getLong(1),
                row.getString(2),
                row.getString(7),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                start(row.getString(5), minute, row.getLong(11), isEnd),
                isEnd ? minute : 0,
                RealColumn.get(row, 9),
                RealColumn.get(row, 10),
                row.getDouble(12),
                Reason.parse(row.getString(13)),
                row.getBoolean(14),
                kind == null ? Said.NOTHING : new Said(kind, row.getString(16), row.getLong(17), row.getString(18)),
                row.getString(19) == null ? Said.NOTHING : new Said("seen", row.getString(19), row.getLong(20), ""));
    }

    /** A leak is told with the nights that it has: it began with the first of them. */
    private static long start(String method, long minute, long minutes, boolean isEnd) {
        boolean isNight = method.equals(Method.NIGHT.word()) && minutes >= DAY_MINUTES;
        return isNight ? minute - 60 * (minutes - DAY_MINUTES) : isEnd ? minute - 60 * minutes : minute;
    }

    /** Keeps that somebody has seen an alert; who saw it first stays. */
    public CompletableFuture<Boolean> see(long alert, String who, long second) {
        return database.write(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(
                    "INSERT OR IGNORE INTO seen (alert, who, at) SELECT number, ?2, ?3 FROM alert WHERE number = ?1")) {
                statement.setLong(1, alert);
                statement.setString(2, who);
                statement.setLong(3, second);
                return statement.executeUpdate() > 0;
            }
        });
    }
}
