package io.nightflow;

import io.nightflow.camel.replay.LineGroups;
import io.nightflow.camel.replay.NotATableException;
import io.nightflow.camel.replay.ReplayRoutes;
import io.nightflow.camel.replay.ReplayRows;
import io.nightflow.camel.steps.CollectReadings;
import io.nightflow.camel.steps.MinuteBounds;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Unit;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import picocli.CommandLine.Command;
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
final class ReplayCommand implements Callable<Integer> {
    private static final int FAULTS_SHOWN_MAX = 20;

    @Parameters(paramLabel = "FILE", description = "The file, or - for standard input.")
    private String file = "-";

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${sys:nightflow.data:-.}",
            description = "The gateway's folder (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of(".");

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

    private final Terminal terminal = Terminal.standard();
    private long faultsShown;

    @Override
    public Integer call() throws Exception {
        Settings settings = Settings.read(directory.toAbsolutePath().normalize());
        RouteFiles.require(RouteFiles.folder(settings.directory()));
        MeteringPoints points = inUnitsOfTheFile(SensorList.read(settings));
        MinuteBounds bounds = new MinuteBounds(InstantSource.system(), settings.duration(Key.COLLECT_FUTURE_MAX));
        ReplayRows rows = new ReplayRows(zoneOf(settings), bounds, this::fault);
        if (!file.equals("-") && (Files.isDirectory(Path.of(file)) || !Files.isReadable(Path.of(file)))) {
            throw UserError.failed("replaying " + file + ": it is no file that can be read. Check the path");
        }
        try (Database database = Database.open(settings.path(Key.STORE_FILE))) {
            ReadingStore store = new ReadingStore(database, settings.count(Key.SENSORS_UNLISTED_MAX));
            ReadingStore.Kind kind = judge ? ReadingStore.Kind.LIVE : ReadingStore.Kind.HISTORY;
            CollectReadings collect = new CollectReadings(store, kind, points, bounds);
            store.listSensors(SensorList.read(settings).sensors()).join();
            replay(settings, rows, collect);
            summary(settings, rows, collect);
            return collect.stored() == 0 || rows.wrong() > collect.stored() ? UserError.FAILED : 0;
        }
    }

    private void replay(Settings settings, ReplayRows rows, CollectReadings collect) throws Exception {
        Main camel = new Main();
        camel.setShutdownStrategy(new SimpleMainShutdownStrategy()); // Ctrl-C ends it at once
        camel.configure()
                .withName("nightflow-replay")
                .withBasePackageScanEnabled(false)
                .withRouteFilterIncludePattern("collect-readings--commit,replay")
                .withJmxEnabled(false);
        camel.addMainListener(RouteFiles.loader(RouteFiles.folder(settings.directory())));
        camel.setOverrideProperties(settings.placeholders());
        camel.bind("collect-readings", collect);
        camel.configure().addRoutesBuilder(new ReplayRoutes(rows));
        try {
            camel.start();
            if (file.equals("-")) {
                send(camel, System.in, 0, rows);
            } else {
                try (InputStream in = Files.newInputStream(Path.of(file))) {
                    send(camel, in, Files.size(Path.of(file)), rows);
                }
            }
        } finally {
            camel.stop();
        }
    }

    private void send(Main camel, InputStream in, long total, ReplayRows rows) throws Exception {
        LineGroups groups = new LineGroups(in);
        try {
            for (List<String> lines = groups.next(); !lines.isEmpty(); lines = groups.next()) {
                List<String> group = lines;
                Exchange sent = camel.getCamelTemplate()
                        .send("direct:replay", exchange -> exchange.getIn().setBody(group));
                Throwable failure = sent.getProperty(Exchange.EXCEPTION_CAUGHT, sent.getException(), Throwable.class);
                if (failure != null) { // also one that the policy of the route has told: the rest must not go on
                    throw new IOException("replaying " + file + ": " + failure.getMessage(), failure);
                }
                if (total > 0) {
                    terminal.progress(
                            "Replaying", groups.bytes(), total, String.format("%,d readings", rows.readings()));
                }
            }
        } catch (NotATableException e) {
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
        return Options.zone(zone);
    }

    private MeteringPoints inUnitsOfTheFile(MeteringPoints points) throws UserError {
        Unit flow = Options.unit("--flow-unit", Quantity.FLOW, flowUnit);
        Unit pressure = Options.unit("--pressure-unit", Quantity.PRESSURE, pressureUnit);
        MeteringPoint others = points.others();
        Map<SensorId, MeteringPoint> none = Map.of();
        return new MeteringPoints(
                none, new MeteringPoint(others.sensor(), flow, pressure, others.flow(), others.pressure()));
    }
}
