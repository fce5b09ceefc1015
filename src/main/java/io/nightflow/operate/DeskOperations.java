package io.nightflow.operate;

import io.nightflow.reading.AlertWords;
import io.nightflow.settings.UserError;
import io.nightflow.store.Database;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What people do at a desk, by JMX: the same as by command. */
final class DeskOperations {
    private static final int LISTED = 50;

    private final AlertDesk alerts;
    private final NightDesk nights;

    DeskOperations(Database database, ZoneId zone, InstantSource clock, AlertWords words) {
        alerts = new AlertDesk(database, zone, clock, words);
        nights = new NightDesk(database, clock);
    }

    /** Of the station that raises alerts. */
    List<Operation> ofAlerts() {
        return List.of(
                new Operation(
                        "listAlerts",
                        "The newest alerts, a line each",
                        List.of(),
                        told(none -> String.join("\n", alerts.list(Optional.empty(), LISTED)))),
                new Operation(
                        "answerAlert",
                        "Says what an alert was: found, repaired, burst, hydrant, meter-work, planned, false, new-usual",
                        List.of("number", "kind", "who", "note"),
                        told(texts -> alerts.answer(
                                AlertDesk.number(texts.get(0)), texts.get(1), texts.get(2), texts.get(3)))),
                new Operation(
                        "pauseAlerts",
                        "Announces work from one local time to another: alerts are kept, and told in one afterwards",
                        List.of("sensor", "from", "to", "reason", "who"),
                        told(texts ->
                                alerts.pause(texts.get(0), texts.get(1), texts.get(2), texts.get(3), texts.get(4)))));
    }

    /** Of the station that measures night flow. */
    List<Operation> ofNights() {
        return List.of(
                new Operation(
                        "listNights",
                        "The newest nights of a sensor, a line each",
                        List.of("sensor"),
                        told(texts -> String.join("\n", nights.list(texts.get(0), LISTED)))),
                new Operation(
                        "explainNight",
                        "Why a night was judged as it was; the day is the date of its morning",
                        List.of("sensor", "day"),
                        told(texts -> String.join("\n", nights.explain(texts.get(0), texts.get(1))))),
                new Operation(
                        "acceptNight",
                        "Says that a night was a usual one; those after it are judged anew",
                        List.of("sensor", "day", "who"),
                        told(texts -> nights.accept(texts.get(0), texts.get(1), texts.get(2)))));
    }

    /** Something that a person does at a desk. */
    @FunctionalInterface
    private interface Deed {
        String of(List<String> texts) throws UserError;
    }

    /** What was wrong is an answer as well. */
    private static Function<List<String>, String> told(Deed deed) {
        return texts -> {
            try {
                return deed.of(texts);
            } catch (UserError e) {
                return String.valueOf(e.getMessage());
            }
        };
    }
}
