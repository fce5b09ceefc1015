package io.nightflow.gateway;

import io.nightflow.collect.AcceptedTimes;
import io.nightflow.collect.CollectReadings;
import io.nightflow.collect.MeterClocks;
import io.nightflow.collect.UntimedReadings;
import io.nightflow.deliver.StagingLanes;
import io.nightflow.forecast.ForecastDemand;
import io.nightflow.operate.Retention;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Quantity;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.store.AlertStore;
import io.nightflow.store.ClockStore;
import io.nightflow.store.Database;
import io.nightflow.store.HeldReadings;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.TapStore;
import io.nightflow.table.TableReader;
import io.nightflow.time.BootTime;
import io.nightflow.time.BuildTime;
import io.nightflow.time.GatewayClock;
import java.time.Duration;
import java.util.Optional;

/** What a gateway is made of, beside its routes. */
record Parts(
        Settings settings,
        GatewayClock clock,
        BootTime bootTime,
        Database database,
        StagingLanes staging,
        ReadingStore readings,
        UntimedReadings untimed,
        AcceptedTimes times,
        CollectReadings collect,
        DeliveryWiring delivery,
        ForecastDemand forecasts,
        Retention history,
        TapStore taps,
        Optional<UplinkWiring> uplink) {
    /**
     * Makes them over an open database and open staging directories.
     *
     * @throws SettingsException the list of holidays cannot be used.
     */
    static Parts of(
            Settings settings,
            MeteringPoints points,
            GatewayClock clock,
            Database database,
            StagingLanes staging,
            Optional<UplinkWiring> uplink)
            throws SettingsException {
        ReadingStore readings = new ReadingStore(database, settings.get(Key.SENSORS_UNLISTED_MAX), points.zones());
        BootTime bootTime = clock.bootTime().orElseGet(() -> BootTime.of(clock.machine(), BuildTime.time()));
        new ClockStore(database)
                .read()
                .ifPresent(row -> bootTime.restore(
                        new BootTime.Known(row.boot(), row.bootSecond(), row.wall(), row.shown(), row.agreedSince())));
        UntimedReadings untimed = new UntimedReadings(
                new HeldReadings(database),
                bootTime,
                new MeterClocks(new AlertStore(database).open(EventKind.CLOCK_WRONG)));
        AcceptedTimes times = new AcceptedTimes(clock, settings.get(Key.COLLECT_FUTURE_MAX));
        return new Parts(
                settings,
                clock,
                bootTime,
                database,
                staging,
                readings,
                untimed,
                times,
                new CollectReadings(readings, ReadingStore.Kind.LIVE, points, times, Optional.of(untimed)),
                DeliveryWiring.of(settings, clock, database, staging),
                SiteWiring.forecasts(settings, database, points, clock),
                keepHistory(settings, database, clock, bootTime),
                new TapStore(
                        database,
                        settings.text(Key.GATEWAY_ID),
                        settings.zone(),
                        new AlertWords(settings.get(Key.SITE_LANGUAGE), points)),
                uplink);
    }

    private static Retention keepHistory(Settings settings, Database database, GatewayClock clock, BootTime bootTime) {
        return new Retention(
                database,
                new Retention.Bounds(
                        Duration.ofDays(settings.get(Key.HISTORY_DAYS)),
                        settings.get(Key.HISTORY_SIZE_MAX),
                        settings.get(Key.HISTORY_FREE_MIN),
                        Duration.ofDays(settings.get(Key.TAPS_DAYS))),
                clock,
                bootTime);
    }

    static TableReader.Units units(MeteringPoints points) {
        return (sensor, quantity) -> quantity == Quantity.FLOW
                ? points.of(sensor).flowUnit()
                : points.of(sensor).pressureUnit();
    }
}
