package io.nightflow.gateway;

import io.nightflow.deliver.WeekRow;
import io.nightflow.forecast.ForecastDemand;
import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.RetrainModels;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.settings.Key;
import io.nightflow.settings.ListFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.store.Database;
import io.nightflow.store.ForecastStores;
import io.nightflow.store.HourStore;
import io.nightflow.time.BootTime;
import io.nightflow.time.BuildTime;
import io.nightflow.time.GatewayClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Makes the parts of forecasting from the settings. */
public final class ForecastWiring {
    private ForecastWiring() {}

    static ForecastDemand demand(Settings settings, Database database, MeteringPoints points, GatewayClock clock)
            throws SettingsException {
        List<Path> folders = List.of(settings.path(Key.FORECAST_MODELS), settings.path(Key.FORECAST_RETRAINED));
        BootTime time = clock.bootTime().orElseGet(() -> BootTime.of(clock.machine(), BuildTime.time()));
        return new ForecastDemand(
                ForecastStores.of(database),
                (sensor, hour, quantity, means) ->
                        UplinkWiring.isOn(settings) || DeliveryWiring.isSent(settings, points, sensor)
                                ? WeekRow.of(sensor, hour, quantity, means)
                                : "",
                folders,
                calendar(settings),
                settings.zone(),
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

    /**
     * Reads the list of holidays; none where the file is missing.
     *
     * @throws SettingsException with all faults at once, each with file and line.
     */
    public static HourCalendar calendar(Settings settings) throws SettingsException {
        Path file = settings.path(Key.FORECAST_HOLIDAYS);
        return Files.exists(file) ? calendar(file) : HourCalendar.PLAIN;
    }

    /** Reads a list of holidays. */
    public static HourCalendar calendar(Path file) throws SettingsException {
        List<String> faults = new ArrayList<>();
        HourCalendar calendar = HourCalendar.parse(ListFile.days(file), faults);
        if (faults.isEmpty()) {
            return calendar;
        }
        throw new SettingsException(
                faults.stream().map(fault -> file + ":" + fault).toList());
    }
}
