package io.nightflow;

import io.nightflow.camel.operate.RouteFailures;
import io.nightflow.camel.steps.CollectReadings;
import io.nightflow.camel.steps.ForecastDemand;
import io.nightflow.camel.steps.KeepHistory;
import io.nightflow.camel.steps.MeterClocks;
import io.nightflow.camel.steps.MinuteBounds;
import io.nightflow.camel.steps.OfferAlerts;
import io.nightflow.camel.steps.Timeless;
import io.nightflow.camel.time.BootTime;
import io.nightflow.camel.time.GatewayClock;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.store.AlertStore;
import io.nightflow.store.ClockStore;
import io.nightflow.store.Database;
import io.nightflow.store.HeldReadings;
import io.nightflow.store.ReadingStore;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;

/** What a gateway is made of: the parts between its routes, which its operators see. */
record Parts(
        Settings settings,
        GatewayClock clock,
        BootTime bootTime,
        Database database,
        StagingLanes staging,
        ReadingStore readings,
        Timeless timeless,
        MinuteBounds bounds,
        CollectReadings collect,
        Delivery delivery,
        ForecastDemand forecasts,
        KeepHistory history,
        OfferAlerts offers,
        RouteFailures failures,
        Console console,
        Main camel) {
    /**
     * Makes them over an open database and open staging directories.
     *
     * @throws SettingsException the list of holidays cannot be used.
     */
    static Parts of(
            Settings settings, MeteringPoints points, GatewayClock clock, Database database, StagingLanes staging)
            throws SettingsException {
        ReadingStore readings = new ReadingStore(database, settings.count(Key.SENSORS_UNLISTED_MAX));
        BootTime bootTime = clock.bootTime().orElseGet(() -> BootTime.of(clock.machine(), Build.time()));
        new ClockStore(database)
                .read()
                .ifPresent(row -> bootTime.restore(
                        new BootTime.Known(row.boot(), row.bootSecond(), row.wall(), row.shown(), row.agreedSince())));
        Timeless timeless = new Timeless(new HeldReadings(database), bootTime, new MeterClocks());
        MinuteBounds bounds = new MinuteBounds(clock, settings.duration(Key.COLLECT_FUTURE_MAX));
        return new Parts(
                settings,
                clock,
                bootTime,
                database,
                staging,
                readings,
                timeless,
                bounds,
                new CollectReadings(readings, ReadingStore.Kind.LIVE, points, bounds, Optional.of(timeless)),
                Delivery.of(settings, clock, database, staging),
                Forecasting.demand(settings, database, clock),
                Steps.keepHistory(settings, database, clock, bootTime),
                new OfferAlerts(new AlertStore(database), settings.zone()),
                new RouteFailures(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime())),
                Console.of(settings),
                withoutHook(new Main()));
    }

    /** The process has one hook that ends everything in its order; Camel's own would wait for it, and it for that. */
    private static Main withoutHook(Main camel) {
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy());
        return camel;
    }

    /** Camel's context, once it was configured. */
    CamelContext context() {
        return camel.getCamelContext();
    }
}
