package io.nightflow.page;

import static io.nightflow.page.Column.Type.COUNT;
import static io.nightflow.page.Column.Type.NUMBER;
import static io.nightflow.page.Column.Type.TEXT;

import io.nightflow.page.Resource.Found;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Night;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.UserError;
import io.nightflow.store.Database;
import io.nightflow.store.EventBook;
import io.nightflow.store.EventBook.Event;
import io.nightflow.store.NightStore;
import io.nightflow.store.ReadingShare;
import io.nightflow.store.SensorNames;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** A night or a month on paper: what each sensor and zone has lost, what was told and answered, how much was heard. */
final class Reports {
    static final List<Column> COLUMNS = List.of(
            new Column("sensor", TEXT, "The id of the sensor or zone"),
            new Column("label", TEXT, "Its name for people"),
            new Column("kind", TEXT, "sensor or zone"),
            new Column("inflow", NUMBER, "What flowed through, m3, of the hours that are known"),
            new Column("nights", COUNT, "How many nights have a verdict"),
            new Column("nightFlow", NUMBER, "Their mean flow, m3/h; of those that were judged"),
            new Column("nightUsual", NUMBER, "What was usual for them, m3/h"),
            new Column("alarmNights", COUNT, "How many of them were in alarm"),
            new Column(
                    "lost",
                    NUMBER,
                    "What flowed over the usual in the nights of leaks that were told, m3, taken for whole days"),
            new Column(
                    "perConnection", NUMBER, "Leakage, litres a connection and day, mean of the nights, where known"),
            new Column("alerts", COUNT, "Events that began"),
            new Column("answered", COUNT, "How many of them somebody has answered"),
            new Column("falseAlarms", COUNT, "How many of these answers were: false"),
            new Column("heard", NUMBER, "Share of the minutes that were heard, percent"));

    private static final double PERCENT = 100;

    private final NightStore nights;
    private final EventBook events;
    private final SensorNames names;
    private final ReadingShare share;
    private final MeteringPoints points;

    Reports(Database database, MeteringPoints points) {
        nights = new NightStore(database);
        events = new EventBook(database);
        names = new SensorNames(database);
        share = new ReadingShare(database);
        this.points = points;
    }

    /** Days from one up to another; of a night, the 24 hours that end on its morning's noon. */
    private record Days(LocalDate from, LocalDate to, Instant start, Instant end, String title) {}

    /** Of the month or night that was asked for. */
    Found report(Asked asked) throws UserError {
        Days days = asked.text("night").isPresent() ? night(asked) : month(asked);
        Optional<SensorId> wanted = asked.sensorIfAny();
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("title", days.title());
        about.put("from", days.start().toString());
        about.put("to", days.end().toString());
        Rows rows = new Rows(COLUMNS);
        Instant end = days.end().isBefore(asked.now()) ? days.end() : asked.now();
        for (SensorId sensor : wanted.map(List::of).orElseGet(names::known)) {
            add(rows, sensor, days, end);
        }
        return new Found(about, Optional.of(rows), false);
    }

    private static Days night(Asked asked) throws UserError {
        LocalDate day = asked.day("night", LocalDate.ofInstant(asked.now(), asked.zone()));
        Instant noon = day.atTime(12, 0).atZone(asked.zone()).toInstant();
        Instant before = day.minusDays(1).atTime(12, 0).atZone(asked.zone()).toInstant();
        return new Days(day, day.plusDays(1), before, noon, day.toString());
    }

    private static Days month(Asked asked) throws UserError {
        String text = asked.text("month")
                .orElse(YearMonth.from(asked.now().atZone(asked.zone())).toString());
        try {
            YearMonth month = YearMonth.parse(text);
            if (month.getYear() < 1970 || month.getYear() > 2200) {
                throw new DateTimeException("out of range");
            }
            LocalDate first = month.atDay(1);
            LocalDate next = first.plusMonths(1);
            return new Days(
                    first,
                    next,
                    first.atStartOfDay(asked.zone()).toInstant(),
                    next.atStartOfDay(asked.zone()).toInstant(),
                    text);
        } catch (DateTimeException e) {
            throw UserError.usage("month: must be a month such as 2026-11 (got " + text + ")");
        }
    }

    private void add(Rows rows, SensorId sensor, Days days, Instant end) {
        List<Night> of = new ArrayList<>(
                nights.between(sensor, days.from().toEpochDay(), days.to().toEpochDay()));
        of.removeIf(night -> !night.measure().isComplete());
        List<Night> judged =
                of.stream().filter(night -> Double.isFinite(night.usual())).toList();
        List<Night> alarms = of.stream().filter(Night::isInAlarm).toList();
        List<Event> told =
                events
                        .events(
                                Optional.of(sensor),
                                days.start().getEpochSecond(),
                                days.end().getEpochSecond())
                        .stream()
                        .filter(each -> each.start() >= days.start().getEpochSecond())
                        .toList();
        ReadingShare.Share heard = share.of(sensor, days.start().getEpochSecond(), end.getEpochSecond());
        rows.add(
                sensor.text(),
                points.label(sensor),
                points.zone(sensor).isPresent() ? "zone" : "sensor",
                heard.m3(),
                of.size(),
                mean(judged.isEmpty() ? of : judged, Night::mean),
                mean(judged, Night::usual),
                alarms.size(),
                lost(of, alarms),
                mean(of, SensorRows::perConnection),
                told.size(),
                told.stream().filter(each -> each.answer().isSaid()).count(),
                told.stream()
                        .filter(each -> each.answer().kind().equals("false"))
                        .count(),
                PERCENT * heard.share());
    }

    /** Of the nights of leaks: those that were the evidence for an alarm as well. */
    private static double lost(List<Night> all, List<Night> alarms) {
        return all.stream()
                .filter(night -> alarms.stream()
                        .anyMatch(alarm -> alarm.judgement().since() <= night.day() && night.day() <= alarm.day()))
                .mapToDouble(Night::excess)
                .filter(excess -> excess > 0)
                .sum();
    }

    private static double mean(List<Night> nights, ToDoubleFunction<Night> value) {
        return nights.stream()
                .mapToDouble(value)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }
}
