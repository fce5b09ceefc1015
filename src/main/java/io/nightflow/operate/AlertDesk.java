package io.nightflow.operate;

import io.nightflow.reading.AlertWords;
import io.nightflow.reading.Answer;
import io.nightflow.reading.Minute;
import io.nightflow.reading.PlannedWork;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.UserError;
import io.nightflow.store.AlertBook;
import io.nightflow.store.AlertBook.Raised;
import io.nightflow.store.Database;
import io.nightflow.store.PlannedWorks;
import io.nightflow.store.SensorNames;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where people look at alerts and answer them; by command, by JMX, all the same. */
public final class AlertDesk {
    private static final int WORK_DAYS_MAX = 31;
    private static final int TEXT_MAX = 500; // characters of what a person writes

    private final AlertBook book;
    private final PlannedWorks works;
    private final Database database;
    private final ZoneId zone;
    private final InstantSource clock;
    private final AlertWords words;

    /** Over this database; times are shown in this zone, alerts told in these words. */
    public AlertDesk(Database database, ZoneId zone, InstantSource clock, AlertWords words) {
        this.database = database;
        this.words = words;
        book = new AlertBook(database);
        works = new PlannedWorks(database);
        this.zone = zone;
        this.clock = clock;
    }

    /** The newest alerts, a line each. */
    public List<String> list(Optional<String> sensor, int max) throws UserError {
        Optional<SensorId> id = sensor.isPresent() ? Optional.of(known(database, sensor.get())) : Optional.empty();
        return book.newest(id, max).stream().map(this::line).toList();
    }

    private String line(Raised raised) {
        String answer = raised.answer().isEmpty() ? "" : " [" + words.answered(raised.answer(), raised.who()) + "]";
        return String.format(
                Locale.ROOT,
                "%8d  %s  %-24s %s %s%s: %s%s",
                raised.number(),
                local(raised.minute()),
                words.whose(raised.sensor()),
                words.event(raised.event()),
                words.state(raised.isEnd()),
                raised.isPlanned() ? " (" + words.planned() + ")" : "",
                words.sentence(raised.reason()),
                answer);
    }

    /** Keeps what an alert was; says what follows. */
    public String answer(long number, String kind, String who, String note) throws UserError {
        Raised alert = book.find(number)
                .orElseThrow(() -> UserError.failed(
                        "there is no alert " + number + ". ./nightflow alerts list shows their numbers"));
        Answer.Kind meant = kind(kind);
        requireLine("--note", note);
        requireLine("--who", who);
        long day = alert.minute().start().atZone(zone).toLocalDate().toEpochDay();
        book.answer(alert, day, meant, who(who), clock.instant().getEpochSecond(), note)
                .join();
        return "alert " + number + " at " + alert.sensor() + " was " + meant.words() + ": " + consequence(meant);
    }

    private static String consequence(Answer.Kind kind) {
        return switch (kind) {
            case FOUND -> "it is known; nights are compared with their level since, until you say repaired";
            case REPAIRED -> "nights are compared with those before it again";
            case NEW_USUAL, METER_WORK -> "nights are compared with their level since";
            case FALSE -> "its nights count as usual ones";
            case BURST, HYDRANT, PLANNED -> "its nights are compared with nothing";
        };
    }

    /** Announces work, in local times such as {@code 2026-11-28T08:00}. */
    public String pause(String sensor, String from, String to, String reason, String who) throws UserError {
        SensorId id = known(database, sensor);
        Minute first = minute("FROM", from);
        Minute end = minute("TO", to);
        if (!first.isBefore(end)) {
            throw UserError.usage("TO: must be after FROM " + from + " (got " + to + ")");
        }
        if (first.start().isBefore(clock.instant().minus(Duration.ofDays(WORK_DAYS_MAX)))) {
            throw UserError.usage("FROM: must be at most " + WORK_DAYS_MAX + " days ago (got " + from + ")");
        }
        if (end.start().isAfter(clock.instant().plus(Duration.ofDays(WORK_DAYS_MAX)))) {
            throw UserError.usage("TO: must be within " + WORK_DAYS_MAX + " days from now (got " + to + ")");
        }
        if (reason.isBlank()) {
            throw UserError.usage("REASON: must say what is done");
        }
        requireLine("REASON", reason);
        requireLine("--who", who);
        works.announce(new PlannedWork(
                        id, first, end, reason, who(who), clock.instant().getEpochSecond()))
                .join();
        return "alerts of " + id + " are kept from " + local(first) + " to " + local(end)
                + " and told in one half an hour later; what starts and goes on is told then as well";
    }

    /** Refuses what a person cannot write: it stands in lines and lists. */
    public static void requireLine(String name, String text) throws UserError {
        if (text.length() > TEXT_MAX || text.chars().anyMatch(Character::isISOControl)) {
            throw UserError.usage(name + ": must be at most " + TEXT_MAX + " characters of one line");
        }
    }

    private Minute minute(String name, String text) throws UserError {
        try {
            return Minute.containing(
                    LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant());
        } catch (DateTimeException e) {
            throw UserError.usage(name + ": must be a local time such as 2026-11-28T08:00 (got " + text + ")");
        }
    }

    private String local(Minute minute) {
        return minute.start().atZone(zone).toLocalDateTime().toString();
    }

    /** The number of an alert that somebody has typed. */
    public static long number(String text) throws UserError {
        if (!text.matches("[0-9]{1,18}")) {
            throw UserError.usage("number: must be the number of an alert (got " + text + ")");
        }
        return Long.parseLong(text);
    }

    /** The sensor of a name that somebody has typed; refuses what cannot be one. */
    public static SensorId sensor(String text) throws UserError {
        return SensorId.tryParse(text)
                .orElseThrow(() -> UserError.usage(
                        "SENSOR: must be the id of a sensor, 1 to 32 characters of A-Z a-z 0-9 _ . - (got " + text
                                + ")"));
    }

    /** A sensor that the database knows. */
    public static SensorId known(Database database, String text) throws UserError {
        SensorId sensor = sensor(text);
        if (!new SensorNames(database).knows(sensor)) {
            throw UserError.failed(
                    "there is no sensor " + sensor + " in the database. ./nightflow criteria list shows some");
        }
        return sensor;
    }

    static Answer.Kind kind(String text) throws UserError {
        return Answer.Kind.find(text)
                .orElseThrow(() -> UserError.usage("KIND: must be one of "
                        + Arrays.stream(Answer.Kind.values())
                                .map(each -> each.words().replace(' ', '-'))
                                .collect(Collectors.joining(", "))
                        + " (got " + text + ")"));
    }

    /** Who says something must be said; without a name it is who is logged in. */
    public static String who(String name) {
        return name.isBlank() ? System.getProperty("user.name", "somebody") : name.strip();
    }
}
