package io.nightflow.page;

import io.nightflow.operate.AlertDesk;
import io.nightflow.reading.Language;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.SpellingHint;
import io.nightflow.settings.UserError;
import io.nightflow.store.Database;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a request, each checked; what is wrong with one says what to write. */
final class Asked {
    private static final int FIRST_YEAR = 1970;
    private static final int LAST_YEAR = 2200;

    private final Map<String, String> parameters;
    private final Database database;
    private final ZoneId zone;
    private final Instant now;

    /** Of a request at a time; times without a zone are of this one. */
    Asked(Map<String, String> parameters, Database database, ZoneId zone, Instant now) {
        this.parameters = Map.copyOf(parameters);
        this.database = database;
        this.zone = zone;
        this.now = now;
    }

    /** Refuses a parameter that the resource does not have. */
    void only(List<String> names) throws UserError {
        for (String name : parameters.keySet()) {
            if (!names.contains(name)) {
                String meant = SpellingHint.of(name, names)
                        .map(near -> ". Did you mean " + near + "?")
                        .orElse("");
                throw UserError.usage(name + ": no such parameter; there are: "
                        + (names.isEmpty() ? "none" : String.join(", ", names)) + meant);
            }
        }
    }

    /** What was given; empty where nothing was. */
    Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(text -> !text.isEmpty());
    }

    /** The language of sentences; English where none is named. */
    Language language() throws UserError {
        String code = text("lang").orElse(Language.EN.code());
        return Language.find(code).orElseThrow(() -> UserError.usage("lang: must be en or ko (got " + code + ")"));
    }

    /** A sensor that the database knows. */
    SensorId sensor() throws UserError {
        Optional<SensorId> sensor = sensorIfAny();
        if (sensor.isEmpty()) {
            throw UserError.usage("sensor: must be given, such as sensor=dma-north; /api/v1/sensors names them");
        }
        return sensor.get();
    }

    /** The same where it may be left out. */
    Optional<SensorId> sensorIfAny() throws UserError {
        Optional<String> text = text("sensor");
        return text.isEmpty() ? Optional.empty() : Optional.of(AlertDesk.known(database, text.get()));
    }

    /** The end of the span; now where it is not given. */
    Instant to() throws UserError {
        return time("to", now);
    }

    /** Its start; so long before its end where it is not given. */
    Instant from(Duration before) throws UserError {
        Instant to = to();
        Instant from = time("from", to.minus(before));
        if (!from.isBefore(to)) {
            throw UserError.usage("from: must be before to=" + to + " (got " + from + ")");
        }
        return from;
    }

    /** The minute of a time. */
    static Minute minute(Instant time) {
        return Minute.containing(time);
    }

    private Instant time(String name, Instant otherwise) throws UserError {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (name.equals("from") && text.get().equals("all")) {
            return Instant.EPOCH; // the whole history
        }
        try {
            Instant time = parsed(text.get());
            if (time.isBefore(Instant.EPOCH) || time.isAfter(now.plus(Duration.ofDays(36_500)))) {
                throw new DateTimeException("out of range");
            }
            return time;
        } catch (DateTimeException e) {
            throw UserError.usage(name + ": must be a time such as 2026-11-28T05:00:00Z, 2026-11-28T06:00 or 2026-11-28"
                    + " of " + zone + " (got " + text.get() + ")");
        }
    }

    private Instant parsed(String text) {
        if (text.length() == "2026-11-28".length()) {
            return LocalDate.parse(text).atStartOfDay(zone).toInstant();
        }
        return text.endsWith("Z")
                ? Instant.parse(text)
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }

    /** A whole number between two; another where it is not given. */
    long number(String name, long min, long max, long otherwise) throws UserError {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (!text.get().matches("[0-9]{1,18}")
                || Long.parseLong(text.get()) < min
                || Long.parseLong(text.get()) > max) {
            throw UserError.usage(
                    name + ": must be a whole number from " + min + " to " + max + " (got " + text.get() + ")");
        }
        return Long.parseLong(text.get());
    }

    /** Yes or no; no where it is not given. */
    boolean truth(String name) throws UserError {
        String text = text(name).orElse("false");
        if (!text.matches("true|false")) {
            throw UserError.usage(name + ": must be true or false (got " + text + ")");
        }
        return text.equals("true");
    }

    /** A local day; another where it is not given. */
    LocalDate day(String name, LocalDate otherwise) throws UserError {
        Optional<String> text = text(name);
        try {
            LocalDate day = text.isEmpty() ? otherwise : LocalDate.parse(text.get());
            if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
                throw new DateTimeException("out of range");
            }
            return day;
        } catch (DateTimeException e) {
            throw UserError.usage(name + ": must be a day such as 2026-11-28 (got " + text.get() + ")");
        }
    }

    /** When it was asked. */
    Instant now() {
        return now;
    }

    /** In which zone days begin. */
    ZoneId zone() {
        return zone;
    }
}
