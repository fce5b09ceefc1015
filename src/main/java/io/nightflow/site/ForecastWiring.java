package io.nightflow.site;

import io.nightflow.forecast.ForecastDemand;
import io.nightflow.forecast.ForecastRecords;
import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.WeekRows;
import io.nightflow.settings.Key;
import io.nightflow.settings.ListFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Makes the parts of forecasting from the settings. */
public final class ForecastWiring {
    private ForecastWiring() {}

    /**
     * Forecasts each hour of each sensor.
     *
     * @param weeks makes what goes out of the forecast of a week.
     */
    public static ForecastDemand demand(
            Settings settings, ForecastRecords store, WeekRows weeks, InstantSource clock, BooleanSupplier isClockGood)
            throws SettingsException {
        return new ForecastDemand(
                store,
                weeks,
                List.of(settings.path(Key.FORECAST_MODELS), settings.path(Key.FORECAST_RETRAINED)),
                calendar(settings),
                settings.zone(),
                clock,
                isClockGood);
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
