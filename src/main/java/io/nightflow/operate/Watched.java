package io.nightflow.operate;

import io.nightflow.collect.CollectReadings;
import io.nightflow.collect.ZoneParts;
import io.nightflow.deliver.Lanes;
import io.nightflow.forecast.ForecastReport;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.store.Database;
import io.nightflow.time.BootTime;
import io.nightflow.time.GatewayClock;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What operators look at.
 *
 * @param points what is known of its sensors and zones.
 * @param zones what is wrong with zones.
 * @param taps who takes what from the house.
 * @param uplink what is wrong with the way to the fleet.
 * @param consoleTrouble why the console does not listen though it should; empty where it does or is off.
 */
public record Watched(
        Settings settings,
        MeteringPoints points,
        GatewayClock clock,
        BootTime bootTime,
        Database database,
        Lines lines,
        Meters meters,
        RunningRoutes routes,
        CollectReadings collect,
        Lanes lanes,
        Supplier<ForecastReport> forecasts,
        Retention history,
        ZoneParts zones,
        Taps taps,
        Supplier<List<String>> uplink,
        Optional<String> consoleTrouble) {
    /** How alerts are told here. */
    public AlertWords words() {
        return new AlertWords(settings.get(Key.SITE_LANGUAGE), points);
    }
}
