package io.nightflow.gateway;

import io.nightflow.deliver.ResultRow;
import io.nightflow.deliver.WeekRow;
import io.nightflow.detect.ResultRows;
import io.nightflow.forecast.ForecastDemand;
import io.nightflow.forecast.RetrainModels;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.site.ForecastWiring;
import io.nightflow.store.Database;
import io.nightflow.store.ForecastStores;
import io.nightflow.store.HourStore;
import io.nightflow.time.BootTime;
import io.nightflow.time.BuildTime;
import io.nightflow.time.GatewayClock;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** What of the judgement of a site is a gateway's own: the rows that go out, and where it trains. */
final class SiteWiring {
    private SiteWiring() {}

    /** What goes out: to the fleet all, with what it needs to judge; else what the device gets. */
    static ResultRows rows(Settings settings, MeteringPoints points) {
        if (UplinkWiring.isOn(settings)) {
            return ResultRow::exact;
        }
        return (reading, flow, pressure, flowAtHour, pressureAtHour) ->
                DeliveryWiring.isSent(settings, points, reading.sensor())
                        ? ResultRow.of(reading, flow, pressure, flowAtHour, pressureAtHour)
                        : "";
    }

    static ForecastDemand forecasts(Settings settings, Database database, MeteringPoints points, GatewayClock clock)
            throws SettingsException {
        BootTime time = clock.bootTime().orElseGet(() -> BootTime.of(clock.machine(), BuildTime.time()));
        return ForecastWiring.demand(
                settings,
                ForecastStores.of(database),
                (sensor, hour, quantity, means) ->
                        UplinkWiring.isOn(settings) || DeliveryWiring.isSent(settings, points, sensor)
                                ? WeekRow.of(sensor, hour, quantity, means)
                                : "",
                clock,
                time::isClockGood);
    }

    /** Trains by the launcher of this installation, in a process of its own. */
    static RetrainModels retrain(Settings settings, Database database, InstantSource clock) {
        Path launcher = Path.of(System.getProperty("nightflow.home", "."), "nightflow");
        Path out = settings.path(Key.FORECAST_RETRAINED);
        return new RetrainModels(
                new HourStore(database),
                out,
                settings.get(Key.FORECAST_RETRAIN_AFTER),
                clock,
                System.getProperty("nightflow.trainer") != null,
                quantity -> List.of(
                        launcher.toString(),
                        "train",
                        "--dir",
                        settings.directory().toString(),
                        "--quantity",
                        quantity.word(),
                        "--out",
                        out.toString()));
    }
}
