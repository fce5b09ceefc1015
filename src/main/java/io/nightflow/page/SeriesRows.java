package io.nightflow.page;

import static io.nightflow.page.Column.Type.COUNT;
import static io.nightflow.page.Column.Type.NUMBER;
import static io.nightflow.page.Column.Type.SECOND;
import static io.nightflow.page.Column.Type.TEXT;
import static io.nightflow.page.Column.Type.TRUTH;

import io.nightflow.detect.Profile;
import io.nightflow.detect.WeekClock;
import io.nightflow.page.Resource.Found;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.UserError;
import io.nightflow.store.Database;
import io.nightflow.store.SeriesStore;
import io.nightflow.store.SeriesStore.Hour;
import io.nightflow.store.SeriesStore.Point;
import io.nightflow.store.SiteStore;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Series of a sensor: readings in steps beside what is usual, forecasts, and the week as it usually is. */
final class SeriesRows {
    static final List<Column> READINGS = List.of(
            new Column("time", SECOND, "When the step begins, seconds since 1970"),
            new Column("flow", NUMBER, "Mean flow of the step, m3/h, of values that are believed"),
            new Column("flowLow", NUMBER, "The lowest in it; from an hour a step on the lowest mean of an hour"),
            new Column("flowHigh", NUMBER, "The highest, likewise"),
            new Column("flowUsual", NUMBER, "What is usual at this hour of the week as of now, m3/h"),
            new Column("flowFaulty", NUMBER, "A flow in it that cannot be, m3/h: drawn, never counted"),
            new Column("pressure", NUMBER, "Mean pressure, bar"),
            new Column("pressureLow", NUMBER, "The lowest, likewise"),
            new Column("pressureHigh", NUMBER, "The highest, likewise"),
            new Column("pressureUsual", NUMBER, "What is usual, bar"),
            new Column("pressureFaulty", NUMBER, "A pressure in it that cannot be, bar"),
            new Column("estimated", TRUTH, "Whether a value in it was measured by no meter"));

    static final List<Column> FORECASTS = List.of(
            new Column("time", SECOND, "When the hour begins, seconds since 1970"),
            new Column("madeAt", SECOND, "When it was forecast, likewise"),
            new Column("flow", NUMBER, "The mean that was forecast, m3/h"),
            new Column("flowLow", NUMBER, "1 of 10 hours should lie below"),
            new Column("flowHigh", NUMBER, "1 of 10 hours should lie above"),
            new Column("flowModel", TEXT, "Which way forecast it"),
            new Column("pressure", NUMBER, "The same of pressure, bar"),
            new Column("pressureLow", NUMBER, "Likewise"),
            new Column("pressureHigh", NUMBER, "Likewise"),
            new Column("pressureModel", TEXT, "Likewise"));

    static final List<Column> WEEK = List.of(
            new Column("hour", COUNT, "The hour of the week, 0 is Monday 00:00, local"),
            new Column("flow", NUMBER, "What is usual, m3/h"),
            new Column("flowSpread", NUMBER, "How far values usually stray from it, m3/h"),
            new Column("pressure", NUMBER, "What is usual, bar"),
            new Column("pressureSpread", NUMBER, "How far values usually stray from it, bar"));

    private static final Duration DAY = Duration.ofDays(1);
    private static final long POINTS_MAX = 3_000;
    private static final List<Long> STEPS = List.of(60L, 600L, 3_600L, 21_600L, 86_400L);
    private static final int MINUTE = 60;

    private final SeriesStore series;
    private final SiteStore site;
    private final Predicate<LocalDate> holidays;

    SeriesRows(Database database, Predicate<LocalDate> holidays) {
        series = new SeriesStore(database);
        site = new SiteStore(database);
        this.holidays = holidays;
    }

    /** What was measured, in steps so that no more than a few thousand come. */
    Found readings(Asked asked) throws UserError {
        SensorId sensor = asked.sensor();
        Minute from = latest(Asked.minute(asked.from(DAY)), series.oldest());
        Minute to = Asked.minute(asked.to());
        long step = step(asked, to.epochSecond() - from.epochSecond());
        Rows rows = new Rows(READINGS);
        WeekClock week = new WeekClock(asked.zone(), holidays);
        Optional<Profile> flow = site.usual(sensor, Quantity.FLOW);
        Optional<Profile> pressure = site.usual(sensor, Quantity.PRESSURE);
        for (Point point : series.points(sensor, from, to, step)) {
            rows.add(
                    point.second(),
                    point.flow().mean(),
                    point.flow().low(),
                    point.flow().high(),
                    usual(flow, week, point.second(), step),
                    point.flow().faulty(),
                    point.pressure().mean(),
                    point.pressure().low(),
                    point.pressure().high(),
                    usual(pressure, week, point.second(), step),
                    point.pressure().faulty(),
                    point.isEstimated());
        }
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("sensor", sensor.text());
        about.put("from", from.start().toString());
        about.put("to", to.start().toString());
        about.put("step", step);
        return Found.series(about, rows);
    }

    private static Minute latest(Minute one, Minute other) {
        return one.isBefore(other) ? other : one;
    }

    private static long step(Asked asked, long seconds) throws UserError {
        long smallest = STEPS.stream()
                .filter(each -> seconds / each <= POINTS_MAX)
                .findFirst()
                .orElse(STEPS.get(STEPS.size() - 1));
        long wanted = asked.number("step", MINUTE, STEPS.get(STEPS.size() - 1), smallest);
        if (!STEPS.contains(wanted)) {
            throw UserError.usage("step: must be one of 60, 600, 3600, 21600, 86400 seconds (got " + wanted + ")");
        }
        if (seconds / wanted > 20 * POINTS_MAX) {
            throw UserError.usage("step: must be at least " + smallest + " for so long a span (got " + wanted + ")");
        }
        return wanted;
    }

    /** Beyond an hour a step says nothing of the hour of the week. */
    private static double usual(Optional<Profile> profile, WeekClock week, long second, long step) {
        return step > SeriesStore.HOUR
                ? Double.NaN
                : profile.map(each -> each.usual(week.hour(second))).orElse(Double.NaN);
    }

    /** What was forecast, the newest of each hour or what was said a day before; up to two days ahead. */
    Found forecasts(Asked asked) throws UserError {
        SensorId sensor = asked.sensor();
        Minute from = Asked.minute(asked.from(DAY));
        Minute to = Asked.minute(asked.to());
        if (to.epochSecond() - from.epochSecond() > POINTS_MAX * SeriesStore.HOUR) {
            throw UserError.usage("from: must be within " + POINTS_MAX + " hours before to (got " + from + ")");
        }
        Rows rows = new Rows(FORECASTS);
        for (Hour hour : series.forecasts(sensor, from, to, asked.truth("dayAhead"))) {
            rows.add(
                    hour.second(),
                    hour.madeAt(),
                    hour.flow(),
                    hour.flowLow(),
                    hour.flowHigh(),
                    hour.flowModel(),
                    hour.pressure(),
                    hour.pressureLow(),
                    hour.pressureHigh(),
                    hour.pressureModel());
        }
        return Found.series(Map.of("sensor", sensor.text()), rows);
    }

    /** The week as it usually is, as of now. */
    Found week(Asked asked) throws UserError {
        SensorId sensor = asked.sensor();
        Optional<Profile> flow = site.usual(sensor, Quantity.FLOW);
        Optional<Profile> pressure = site.usual(sensor, Quantity.PRESSURE);
        Rows rows = new Rows(WEEK);
        for (int hour = 0; hour < WeekClock.HOURS; hour++) {
            int at = hour;
            rows.add(
                    hour,
                    flow.map(each -> each.usual(at)).orElse(null),
                    flow.map(each -> each.spread(at)).orElse(null),
                    pressure.map(each -> each.usual(at)).orElse(null),
                    pressure.map(each -> each.spread(at)).orElse(null));
        }
        return Found.series(Map.of("sensor", sensor.text()), rows);
    }
}
