package io.nightflow.cli;

import io.nightflow.collect.AcceptedTimes;
import io.nightflow.collect.CollectReadings;
import io.nightflow.collect.ReplayRows;
import io.nightflow.gateway.Replay;
import io.nightflow.gateway.ThrowawayGateway;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.settings.Key;
import io.nightflow.settings.SensorsFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes readings from a CSV file into the database. */
@Command(
        name = "replay",
        description = {
            "Take readings from a CSV file into the database, through the route that collects them from a line.",
            "The file has a column a sensor (timestamp,sensor-1,sensor-2,..; flow) or a line a reading "
                    + "(sensor,time,flow,pressure). A wrong row is named by its line and left out."
        },
        mixinStandardHelpOptions = true)
public final class ReplayCommand implements Callable<Integer> {
    private static final int FAULTS_SHOWN_MAX = 20;

    @Parameters(paramLabel = "FILE", description = "The file, or - for standard input.")
    private String file = "-";

    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    @Option(
            names = "--flow-unit",
            paramLabel = "UNIT",
            defaultValue = "m3/h",
            description = "m3/h, L/s, L/min, L/h or m3/s (default: m3/h).")
    private String flowUnit = "m3/h";

    @Option(
            names = "--pressure-unit",
            paramLabel = "UNIT",
            defaultValue = "bar",
            description = "bar, kPa, kgf/cm2 or mH2O (default: bar).")
    private String pressureUnit = "bar";

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "Time zone of local times (default: the setting site.zone).")
    private String zone = "";

    @Option(
            names = "--judge",
            description =
                    "Judge the readings and deliver their rows like live ones; else they are history to learn from.")
    private boolean judge;

    private final CommandOutput terminal = CommandOutput.standard();
    private long faultsShown;

    @Override
    public Integer call() throws Exception {
        Settings settings = folder.settings();
        ThrowawayGateway.requireRoutes(settings);
        MeteringPoints points = inUnitsOfTheFile(SensorsFile.read(settings));
        AcceptedTimes bounds = new AcceptedTimes(InstantSource.system(), settings.get(Key.COLLECT_FUTURE_MAX));
        ReplayRows rows = new ReplayRows(zoneOf(settings), bounds, this::fault);
        if (!file.equals("-") && (Files.isDirectory(Path.of(file)) || !Files.isReadable(Path.of(file)))) {
            throw UserError.failed("replaying " + file + ": it is no file that can be read. Check the path");
        }
        try (Database database = Database.open(settings.path(Key.STORE_FILE))) {
            ReadingStore store = new ReadingStore(database, settings.get(Key.SENSORS_UNLISTED_MAX));
            ReadingStore.Kind kind = judge ? ReadingStore.Kind.LIVE : ReadingStore.Kind.HISTORY;
            CollectReadings collect = new CollectReadings(store, kind, points, bounds);
            store.listSensors(SensorsFile.read(settings).sensors()).join();
            replay(settings, rows, collect);
            summary(settings, rows, collect);
            return collect.stored() == 0 || rows.wrong() > collect.stored() ? UserError.FAILED : 0;
        }
    }

    private void replay(Settings settings, ReplayRows rows, CollectReadings collect) throws Exception {
        boolean given = !file.equals("-");
        long total = given ? Files.size(Path.of(file)) : 0;
        try (InputStream in = given ? Files.newInputStream(Path.of(file)) : System.in) {
            Replay.of(settings, in, rows, collect, read -> {
                if (total > 0) {
                    terminal.progress("Replaying", read, total, String.format("%,d readings", rows.readings()));
                }
            });
        } catch (IOException e) {
            throw new IOException("replaying " + file + ": " + e.getMessage(), e);
        }
    }

    private void summary(Settings settings, ReplayRows rows, CollectReadings collect) {
        terminal.line(String.format(
                "%,d lines, %,d readings stored in %s (%,d of them replaced an earlier one), %,d wrong rows left out",
                rows.lines(), collect.stored(), settings.path(Key.STORE_FILE), collect.overwritten(), rows.wrong()));
        collect.rejections().totals().forEach((reason, count) -> terminal.line("left out: " + reason + " " + count));
        if (collect.stored() == 0) {
            return;
        }
        terminal.line(
                judge
                        ? "They are judged and delivered when the gateway runs."
                        : "They are history: forecasts learn from them, they are not delivered (--judge does that).");
    }

    private void fault(String words) {
        faultsShown++;
        if (faultsShown <= FAULTS_SHOWN_MAX) {
            terminal.line(
                    (file + " " + words).replaceAll("\\p{C}", "?")); // what a file holds must not steer a terminal
        } else if (faultsShown == FAULTS_SHOWN_MAX + 1) {
            terminal.line("further wrong rows are counted only");
        }
    }

    private ZoneId zoneOf(Settings settings) throws UserError {
        if (zone.isEmpty()) {
            return settings.zone();
        }
        return CommandOptions.zone(zone);
    }

    private MeteringPoints inUnitsOfTheFile(MeteringPoints points) throws UserError {
        Unit flow = CommandOptions.unit("--flow-unit", Quantity.FLOW, flowUnit);
        Unit pressure = CommandOptions.unit("--pressure-unit", Quantity.PRESSURE, pressureUnit);
        MeteringPoint others = points.others();
        Map<SensorId, MeteringPoint> none = Map.of();
        return new MeteringPoints(
                none, new MeteringPoint(others.sensor(), flow, pressure, others.flow(), others.pressure()));
    }
}
