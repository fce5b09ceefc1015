package io.nightflow.forecast;

import io.nightflow.forecast.CourseRecords.Course;
import io.nightflow.reading.Forecast;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forecasts each hour that has begun and has no forecast yet, and the 167 after it, oldest first, each from what lay before
 * it; with the model or the baseline that was best for the sensor in the last 28 days.
 */
public final class ForecastDemand implements AutoCloseable {
    /** Hours ahead that are stored. */
    public static final int HOURS = Window.AHEAD;

    private static final int DAY_HOURS = 24;
    private static final double PER_UNIT = 10_000; // finer than any meter
    private static final int DAYS_A_WEEK = 7;
    private static final Logger LOG = LoggerFactory.getLogger(ForecastDemand.class);
    private static final Duration CATCH_UP = Duration.ofDays(7);

    private final CourseRecords store;
    private final WeekRows weekRows;
    private final ScoreRecords scoreStore;
    private final HourCalendar calendar;
    private final HourlyHistory history;
    private final ForecastScores scores;
    private final ForecastModels models;
    private final InstantSource clock;
    private final BooleanSupplier isClockGood;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile ForecastReport report = ForecastReport.NONE;

    /** Over these records, with the models of these folders, up to this clock's hour, while it is good. */
    public ForecastDemand(
            ForecastRecords records,
            WeekRows weekRows,
            List<Path> folders,
            HourCalendar calendar,
            ZoneId zone,
            InstantSource clock,
            BooleanSupplier isClockGood) {
        this.isClockGood = isClockGood;
        this.calendar = calendar;
        this.clock = clock;
        this.weekRows = weekRows;
        store = records.courses();
        scoreStore = records.scores();
        history = new HourlyHistory(records.hours(), new LocalHours(zone));
        scores = new ForecastScores(history, calendar);
        models = new ForecastModels(records.models(), scoreStore, scores, folders);
    }

    /** Takes new models, and what was chosen by the command {@code model use}. */
    public void takeModels() {
        locked(Long.MAX_VALUE, () -> {
            Minute now = Minute.containing(clock.instant()).hour();
            history.refresh(now);
            models.refresh(now);
            report = report.running(models.words());
        });
    }

    /** Forecasts what is due; nothing where it was done already. */
    public void forecastDue() {
        locked(Long.MAX_VALUE, this::forecastAllDue);
    }

    /** The same before minutes are judged: what goes wrong here, or takes long, does not keep them from being judged. */
    public void forecastFirst() {
        try {
            locked(0, this::forecastAllDue); // not where a model is being scored: its hour comes when that is done
        } catch (RuntimeException e) {
            LOG.warn("forecasting: {}. Minutes are judged all the same", e.getMessage());
        }
    }

    private void locked(long seconds, Runnable work) {
        try {
            if (isClockGood.getAsBoolean() && lock.tryLock(seconds, TimeUnit.SECONDS)) {
                try {
                    work.run();
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forecastAllDue() {
        Minute now = Minute.containing(clock.instant()).hour();
        Minute oldest = Minute.containing(clock.instant().minus(CATCH_UP)).hour();
        Minute due = store.doneThrough()
                .filter(done -> !now.isBefore(done)) // else a clock was ahead
                .map(done -> done.plus(60))
                .orElse(now);
        if (now.isBefore(due)) {
            return;
        }
        history.refresh(now);
        for (Minute hour = due.isBefore(oldest) ? oldest : due; !now.isBefore(hour); hour = hour.plus(60)) {
            forecast(hour, hour.equals(now));
        }
    }

    private void forecast(Minute hour, boolean newest) {
        Map<SensorId, Map<Quantity, Course>> courses = new TreeMap<>();
        List<ScoreRecords.Score> ofLastHour = new ArrayList<>();
        for (Quantity quantity : Quantity.values()) {
            ofLastHour.addAll(scores.of(hour.plus(-60), quantity, models.running(quantity)));
            courses(hour, quantity)
                    .forEach((sensor, course) -> courses.computeIfAbsent(sensor, id -> new EnumMap<>(Quantity.class))
                            .put(quantity, course));
        }
        List<String> rows = newest ? rows(hour, courses) : List.of();
        store.save(new CourseRecords.Run(hour, courses, newest ? HOURS : 1, rows, ofLastHour))
                .join();
        if (newest) {
            Minute scored = hour.plus(-60L * HourlyHistory.SCORED_HOURS);
            report = ForecastReport.of(hour, models.words(), courses, scoreStore.since(scored));
        }
    }

    private Map<SensorId, Course> courses(Minute hour, Quantity quantity) {
        Optional<LstmModel> model = models.running(quantity);
        List<SensorId> sensors = List.copyOf(history.sensors());
        Map<SensorId, ForecasterRanking> ways =
                ForecastScores.ranked(scoreStore, hour, quantity, sensors, model.map(LstmModel::word));
        List<Window> windows = sensors.stream()
                .map(sensor -> history.window(sensor, quantity, hour))
                .toList();
        List<WeekAhead> ofModel = ForecastScores.ask(model, windows, calendar);
        Map<SensorId, Course> courses = new TreeMap<>();
        for (int i = 0; i < sensors.size(); i++) {
            ForecasterRanking ofSensor = ways.getOrDefault(sensors.get(i), new ForecasterRanking(List.of()));
            courses.put(sensors.get(i), course(hour, ofSensor.choose(windows.get(i), ofModel.get(i))));
        }
        return courses;
    }

    /** Hours of time from the origin on; in spring and autumn they are not those of the clock. */
    private Course course(Minute origin, ForecasterRanking.Choice choice) {
        List<Forecast> hours = new ArrayList<>();
        WeekAhead ahead = choice.ahead();
        for (int hour = 0; hour <= HOURS; hour++) {
            int local = Math.min(HOURS, Math.max(0, history.ahead(origin, origin.plus(60L * hour))));
            hours.add(new Forecast(
                    rounded(ahead.mean()[local]), rounded(ahead.low()[local]), rounded(ahead.high()[local])));
        }
        return new Course(choice.way(), hours);
    }

    private static double rounded(double value) {
        return Double.isNaN(value) ? value : Math.round(value * PER_UNIT) / PER_UNIT;
    }

    /** What the device gets: the same hour of the next 7 days, of each sensor and quantity of which something is known. */
    private List<String> rows(Minute hour, Map<SensorId, Map<Quantity, Course>> courses) {
        List<String> rows = new ArrayList<>();
        courses.forEach((sensor, ofSensor) -> ofSensor.forEach((quantity, course) -> {
            List<Double> days = new ArrayList<>();
            for (int day = 1; day <= DAYS_A_WEEK; day++) {
                days.add(course.hours().get(day * DAY_HOURS).mean());
            }
            if (days.stream().noneMatch(mean -> mean.isNaN())) {
                rows.add(weekRows.row(sensor, hour, quantity, days));
            }
        }));
        rows.removeIf(String::isEmpty);
        return rows;
    }

    /** What was forecast last, for people who watch. */
    public ForecastReport report() {
        return report;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            models.close();
        } finally {
            lock.unlock();
        }
    }
}
