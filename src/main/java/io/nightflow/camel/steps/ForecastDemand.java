package io.nightflow.camel.steps;

import io.nightflow.forecast.WeeklyMean;
import io.nightflow.reading.Forecast;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.store.ForecastStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Forecasts each hour that has begun and has none yet, and the same hour of the next day, which detection compares with;
 * oldest first, from what lies before it.
 */
public final class ForecastDemand {
    private static final int DAY_MINUTES = 24 * 60;
    private static final int MINUTES_A_WEEK = 7 * DAY_MINUTES;
    private static final Duration CATCH_UP = Duration.ofDays(7);

    private final ForecastStore store;
    private final InstantSource clock;

    /** Over this store, up to this clock's hour. */
    public ForecastDemand(ForecastStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Forecasts what is due; nothing where it was done already. */
    public synchronized void forecastDue() {
        Minute now = Minute.containing(clock.instant()).hour();
        Minute oldest = Minute.containing(clock.instant().minus(CATCH_UP)).hour();
        Minute hour = store.doneThrough()
                .filter(done -> !now.isBefore(done)) // else a clock was ahead
                .map(done -> done.plus(60))
                .orElse(now);
        for (hour = hour.isBefore(oldest) ? oldest : hour; !now.isBefore(hour); hour = hour.plus(60)) {
            Minute tomorrow = hour.plus(DAY_MINUTES);
            store.save(hour, WeeklyMean.MODEL, Map.of(hour, forecasts(hour), tomorrow, forecasts(tomorrow)))
                    .join();
        }
    }

    private Map<SensorId, Forecast> forecasts(Minute hour) {
        List<Map<SensorId, Forecast>> weeks = new ArrayList<>();
        Set<SensorId> sensors = new TreeSet<>();
        for (int week = 1; week <= WeeklyMean.WEEKS; week++) {
            Map<SensorId, Forecast> means = store.hourlyMeans(hour.plus(-(long) week * MINUTES_A_WEEK));
            weeks.add(means);
            sensors.addAll(means.keySet());
        }
        Forecast unknown = new Forecast(Double.NaN, Double.NaN);
        Map<SensorId, Forecast> forecasts = new HashMap<>();
        for (SensorId sensor : sensors) {
            List<Forecast> means = weeks.stream()
                    .map(week -> week.getOrDefault(sensor, unknown))
                    .toList();
            forecasts.put(
                    sensor,
                    new Forecast(
                            WeeklyMean.of(means.stream().map(Forecast::flow).toList()),
                            WeeklyMean.of(means.stream().map(Forecast::pressure).toList())));
        }
        return forecasts;
    }
}
