package io.nightflow.page;

import io.nightflow.operate.AlertDesk;
import io.nightflow.operate.NightDesk;
import io.nightflow.reading.AlertWords;
import io.nightflow.settings.UserError;
import io.nightflow.store.AlertBook;
import io.nightflow.store.Database;
import io.nightflow.store.EventBook;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a person does on the page, by POST: the same as the commands {@code alerts} and {@code nights}. */
final class Deeds {
    private static final String WHO = "who";

    /** One of them: what it is given, all texts, and what it does. */
    record Deed(String name, String description, List<String> fields, Doer doer) {}

    /** Does it; gives what follows, in words. */
    @FunctionalInterface
    interface Doer {
        String of(Map<String, String> given) throws UserError;
    }

    private final AlertDesk alerts;
    private final NightDesk nights;
    private final EventBook events;
    private final AlertBook book;
    private final InstantSource clock;

    Deeds(Database database, ZoneId zone, InstantSource clock, AlertWords words) {
        alerts = new AlertDesk(database, zone, clock, words);
        nights = new NightDesk(database, clock);
        events = new EventBook(database);
        book = new AlertBook(database);
        this.clock = clock;
    }

    /** All of them. */
    List<Deed> all() {
        return List.of(
                new Deed(
                        "answer",
                        "Says what an alert was: found, repaired, burst, hydrant, meter-work, planned, false or new-usual.",
                        List.of("number", "kind", WHO, "note"),
                        given -> alerts.answer(number(given), get(given, "kind"), get(given, WHO), get(given, "note"))),
                new Deed("seen", "Says that somebody has seen an alert.", List.of("number", WHO), this::see),
                new Deed(
                        "accept",
                        "Says that a night was a usual one; those after it are judged anew.",
                        List.of("sensor", "day", WHO),
                        given -> nights.accept(get(given, "sensor"), get(given, "day"), get(given, WHO))),
                new Deed(
                        "pause",
                        "Announces work from one local time to another: alerts are kept, and told in one afterwards.",
                        List.of("sensor", "from", "to", "reason", WHO),
                        given -> alerts.pause(
                                get(given, "sensor"),
                                get(given, "from"),
                                get(given, "to"),
                                get(given, "reason"),
                                get(given, WHO))));
    }

    private String see(Map<String, String> given) throws UserError {
        long number = number(given);
        if (book.find(number).isEmpty()) {
            throw UserError.failed("there is no alert " + number + "; /api/v1/alerts shows their numbers");
        }
        boolean first = events.see(
                        number, AlertDesk.who(get(given, WHO)), clock.instant().getEpochSecond())
                .join();
        return "alert " + number + (first ? " was seen" : " was seen before");
    }

    private static long number(Map<String, String> given) throws UserError {
        return AlertDesk.number(get(given, "number"));
    }

    private static String get(Map<String, String> given, String name) {
        return given.getOrDefault(name, "");
    }

    /** Takes what a page has sent for a deed; who is logged in is who does it. */
    static String run(Deed deed, Map<String, Object> sent, String user) throws UserError {
        Map<String, String> given = new LinkedHashMap<>();
        for (Map.Entry<String, Object> each : sent.entrySet()) {
            if (!deed.fields().contains(each.getKey())) {
                throw UserError.usage(
                        each.getKey() + ": no such field; there are: " + String.join(", ", deed.fields()));
            }
            String text = each.getValue() == null
                    ? ""
                    : String.valueOf(each.getValue()).strip();
            AlertDesk.requireLine(each.getKey(), text);
            given.put(each.getKey(), text);
        }
        if (!user.isEmpty()) {
            given.put(WHO, user);
        }
        if (get(given, WHO).isEmpty()) {
            throw UserError.usage("who: must say who does it: it is kept with what was done");
        }
        return deed.doer().of(given);
    }
}
