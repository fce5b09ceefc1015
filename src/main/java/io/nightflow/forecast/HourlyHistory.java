package io.nightflow.forecast;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The hourly means of the last 66 days in memory: enough to forecast, and to score what would have been forecast 28 days ago. */
final class HourlyHistory {
    /** How far back ways to forecast are compared. */
    static final int SCORED_HOURS = 28 * 24;

    private static final int RECENT_HOURS = 24;
    private static final int HOURS = Window.HISTORY + SCORED_HOURS + 2 * 24;

    private final HourRecords store;
    private final LocalHours local;
    private final Map<SensorId, Map<Quantity, HourlySeries>> series = new TreeMap<>();
    private @Nullable Minute loadedTo;

    HourlyHistory(HourRecords store, LocalHours local) {
        this.store = store;
        this.local = local;
    }

    /** Computes the means that are due of hours before this one, and takes them in; all anew where the clock was changed. */
    void refresh(Minute now) {
        boolean goesOn = loadedTo != null
                && !now.isBefore(loadedTo)
                && !loadedTo.plus(60L * RECENT_HOURS).isBefore(now);
        if (!goesOn) {
            series.clear();
        }
        for (List<Minute> hours = measure(now); !hours.isEmpty(); hours = measure(now)) {
            if (goesOn) {
                hours.forEach(hour -> take(hour, hour.plus(60)));
            }
        }
        if (!goesOn) {
            take(now.plus(-60L * HOURS), now);
        }
        loadedTo = now;
    }

    private List<Minute> measure(Minute now) {
        return store.measureDue(now).join();
    }

    private void take(Minute from, Minute to) {
        for (HourRecords.HourMean mean : store.means(from, to)) {
            Map<Quantity, HourlySeries> sensor =
                    series.computeIfAbsent(mean.sensor(), id -> new EnumMap<>(Quantity.class));
            long hour = local.of(mean.hour());
            put(sensor, Quantity.FLOW, hour, mean.flow());
            put(sensor, Quantity.PRESSURE, hour, mean.pressure());
        }
    }

    private static void put(Map<Quantity, HourlySeries> sensor, Quantity quantity, long hour, double mean) {
        sensor.computeIfAbsent(quantity, q -> new HourlySeries(HOURS)).put(hour, mean);
    }

    /** All sensors that have a mean. */
    Set<SensorId> sensors() {
        return series.keySet();
    }

    /** The mean of an hour; NaN where there is none. */
    double at(SensorId sensor, Quantity quantity, Minute hour) {
        return of(sensor, quantity).at(local.of(hour));
    }

    /** What was known of a sensor at the start of an hour. */
    Window window(SensorId sensor, Quantity quantity, Minute origin) {
        return Window.at(of(sensor, quantity), local.of(origin));
    }

    /** How many local hours an hour lies after an origin. */
    int ahead(Minute origin, Minute hour) {
        return Math.toIntExact(local.of(hour) - local.of(origin));
    }

    private HourlySeries of(SensorId sensor, Quantity quantity) {
        HourlySeries found = series.getOrDefault(sensor, Map.of()).get(quantity);
        return found == null ? new HourlySeries(1) : found;
    }
}
