package io.nightflow.cli;

import io.nightflow.evaluate.DemandFile;
import io.nightflow.forecast.GrowingSeries;
import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.LocalHours;
import io.nightflow.forecast.SensorSeries;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import io.nightflow.simulator.Hydraulics;
import io.nightflow.site.ForecastWiring;
import io.nightflow.store.Database;
import io.nightflow.store.HourStore;
import io.nightflow.store.Transactions;
import io.nightflow.train.TrainingSet;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a command takes hourly means from: a file, or the gateway's database. */
final class SeriesSource {
    private static final long COMPARED_HOURS = 28 * 24L;
    private static final long WEEK = 168; // the same command means the same training for a week, so it can be resumed

    @Option(
            names = "--data",
            paramLabel = "FILE",
            description = "Hourly demand, timestamp,sensor,sensor,.. (default: the database of --dir).")
    private Path data = Path.of("");

    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            defaultValue = "",
            description = "Time zone of the file (default: the setting site.zone).")
    private String zone = "";

    @Option(
            names = "--flow-unit",
            paramLabel = "UNIT",
            defaultValue = "L/s",
            description = "Unit of the file (default: ${DEFAULT-VALUE}).")
    private String flowUnit = "L/s";

    @Option(
            names = "--pressure-unit",
            paramLabel = "UNIT",
            defaultValue = "bar",
            description = "Unit of a file of pressures (default: ${DEFAULT-VALUE}).")
    private String pressureUnit = "bar";

    @Option(
            names = "--hydraulics",
            description = "The file holds flows: make them into pressures by the simulator's hydraulics.")
    private boolean hydraulics;

    @Option(
            names = "--holidays",
            paramLabel = "FILE",
            description = "List of holidays (default: the setting forecast.holidays).")
    private Path holidays = Path.of("");

    /**
     * What was read.
     *
     * @param learnBefore local hour before which all may be learnt.
     * @param origin in words, for a card.
     */
    record Series(TrainingSet set, long learnBefore, String origin) {}

    /** The gateway's folder. */
    Path directory() {
        return folder.path();
    }

    /** Reads the series of a quantity: of a file as it is, unless its flows are to be made into pressures. */
    Series read(Quantity quantity) throws UserError, IOException {
        Settings settings = Settings.read(folder.path());
        HourCalendar calendar =
                isGiven(holidays) ? ForecastWiring.calendar(holidays) : ForecastWiring.calendar(settings);
        List<SensorSeries> means = isGiven(data) ? ofFile(settings, quantity) : ofDatabase(settings, quantity);
        if (means.isEmpty()) {
            throw UserError.failed("reading hourly means of " + quantity.word() + " from "
                    + (isGiven(data) ? data : settings.path(Key.STORE_FILE))
                    + ": there are none. Take readings in first: ./nightflow replay FILE");
        }
        TrainingSet set = new TrainingSet(means, calendar);
        long end = set.end();
        return isGiven(data)
                ? new Series(set, end, "hourly demand of " + data.getFileName() + ofHydraulics(quantity))
                : new Series(set, comparedFrom(end), "the gateway's own readings");
    }

    /** Of a store that grows: the last four weeks are left, on them gateways compare models. */
    static long comparedFrom(long end) {
        return Math.floorDiv(end - COMPARED_HOURS, WEEK) * WEEK;
    }

    private String ofHydraulics(Quantity quantity) {
        return quantity == Quantity.FLOW || !hydraulics ? "" : ", made into pressures by the simulator's hydraulics";
    }

    private static boolean isGiven(Path path) {
        return !path.toString().isEmpty();
    }

    private List<SensorSeries> ofFile(Settings settings, Quantity quantity) throws UserError, IOException {
        boolean measured = quantity == Quantity.PRESSURE && !hydraulics;
        Unit unit = measured
                ? CommandOptions.unit("--pressure-unit", Quantity.PRESSURE, pressureUnit)
                : CommandOptions.unit("--flow-unit", Quantity.FLOW, flowUnit);
        ZoneId local = zone.isEmpty() ? settings.zone() : CommandOptions.zone(zone);
        try {
            List<SensorSeries> flows = DemandFile.read(CommandOptions.readable("--data", data), local, unit);
            return quantity == Quantity.FLOW || measured
                    ? flows
                    : flows.stream().map(SeriesSource::pressures).toList();
        } catch (IllegalArgumentException e) {
            throw UserError.failed(data + ": " + e.getMessage());
        }
    }

    private static SensorSeries pressures(SensorSeries flows) {
        double mean = Arrays.stream(flows.means())
                .filter(flow -> !Double.isNaN(flow))
                .average()
                .orElse(1);
        Hydraulics hydraulics = new Hydraulics(Hydraulics.USUAL_SUPPLY_BAR, mean);
        double[] pressures = new double[flows.means().length];
        for (int hour = 0; hour < pressures.length; hour++) {
            pressures[hour] = hydraulics.meanPressure(flows.means()[hour], flows.first() + hour);
        }
        return new SensorSeries(flows.name(), flows.first(), pressures);
    }

    private static List<SensorSeries> ofDatabase(Settings settings, Quantity quantity) throws UserError {
        try (Database database = Database.openToRead(GatewayFolder.database("reading hourly means", settings))) {
            return of(database, settings.zone(), quantity);
        }
    }

    /** The hourly means of all sensors of a store, by local hours. */
    static List<SensorSeries> of(Transactions database, ZoneId zone, Quantity quantity) {
        LocalHours local = new LocalHours(zone);
        Map<SensorId, GrowingSeries> means = new TreeMap<>();
        new HourStore(database).readAll(mean -> {
            double value = quantity == Quantity.FLOW ? mean.flow() : mean.pressure();
            if (!Double.isNaN(value)) {
                means.computeIfAbsent(mean.sensor(), sensor -> new GrowingSeries())
                        .put(local.of(mean.hour()), value);
            }
        });
        List<SensorSeries> series = new ArrayList<>();
        means.forEach((sensor, growing) -> series.add(growing.series(sensor.text())));
        return series;
    }
}
