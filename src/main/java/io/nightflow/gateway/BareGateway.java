package io.nightflow.gateway;

import io.nightflow.detect.DetectOutliers;
import io.nightflow.detect.RefreshCriteria;
import io.nightflow.forecast.ForecastDemand;
import io.nightflow.night.MeasureNightFlow;
import io.nightflow.reading.Alert;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Reading;
import io.nightflow.settings.SensorsFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.site.DetectionWiring;
import io.nightflow.staging.LocalDisk;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Audience;
import io.nightflow.store.CriteriaStore;
import io.nightflow.store.Database;
import io.nightflow.store.NightStore;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A gateway without routes, ports and device: database, detection, nights, staging and uplink are the real ones. Many of them in one
 * process are a fleet to look at, or to test with.
 */
public final class BareGateway implements AutoCloseable {
    private final Database database;
    private final ReadingStore readings;
    private final ResultStore results;
    private final DetectOutliers detect;
    private final MeasureNightFlow nights;
    private final RefreshCriteria criteria;
    private final UplinkWiring uplink;
    private final RolloutWiring rollout;
    private final ForecastDemand forecasts;
    private boolean isForecasting;
    private volatile Instant now;
    private volatile List<String> troubles = List.of();
    private volatile String forecastError = "";

    private BareGateway(Settings settings, Path folder, Instant now) throws SettingsException, IOException {
        this.now = now;
        MeteringPoints points = SensorsFile.read(settings);
        GatewayClock clock = GatewayClock.of(() -> this.now);
        database = Database.open(folder.resolve("nightflow.db"));
        readings = new ReadingStore(database, 100, points.zones());
        uplink = UplinkWiring.open(settings, clock, database, new LocalDisk()).orElseThrow();
        results = new ResultStore(database);
        detect = DetectionWiring.judge(settings, results, points, SiteWiring.rows(settings, points), clock);
        nights = DetectionWiring.measure(settings, new NightStore(database), points, clock);
        criteria = DetectionWiring.refresh(settings, new CriteriaStore(database), clock);
        forecasts = SiteWiring.forecasts(settings, database, points, clock);
        rollout = RolloutWiring.open(settings, database, BareGateway::faults, () -> troubles, why -> {});
        rollout.isReady();
    }

    /**
     * Opens one in a folder, which gets its settings.
     *
     * @param name its id.
     * @param broker where its fleet is.
     * @param more further lines of its settings.
     * @throws IOException the folder cannot be used.
     */
    public static BareGateway open(Path folder, String name, String broker, Instant now, String... more)
            throws SettingsException, IOException {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                config.resolve("nightflow.properties"),
                "gateway.id = " + name + "\nuplink.broker = " + broker + "\nstaging.any-file-system = true\n"
                        + String.join("\n", more) + "\n");
        return new BareGateway(Settings.read(folder), folder, now);
    }

    /** Routes are looked at where a roll-out brings some. */
    private static List<String> faults(Path folder) throws Exception {
        return Files.exists(folder.resolve("routes"))
                ? FolderCheck.faults(folder)
                : FolderCheck.faultsWithoutRoutes(folder);
    }

    /** Connects. */
    public BareGateway start() {
        uplink.start(this::facts, rollout);
        return this;
    }

    private Map<String, String> facts() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("at", Long.toString(now.getEpochSecond()));
        facts.put("version", UplinkFacts.version());
        facts.put(
                "sensors",
                Integer.toString(new CriteriaStore(database).sensors().size()));
        facts.put("models", String.join(" ", forecasts.report().models()));
        facts.put("well", troubles.isEmpty() ? "1" : "0");
        if (!forecastError.isEmpty()) {
            facts.put("forecast.error", forecastError);
        }
        for (int i = 0; i < troubles.size(); i++) {
            facts.put("trouble." + (i + 1), troubles.get(i));
        }
        return facts;
    }

    /** What is not well with it from now on, the part before each. */
    public void isTroubledBy(List<String> parts) {
        troubles = List.copyOf(parts);
    }

    /** How wrong its forecasts are from now on, percent of last week's error. */
    public void forecastsWith(String errorPercent) {
        forecastError = errorPercent;
    }

    /** A minute passes for what is on trial, and the fleet is told. */
    public void minute() {
        rollout.minute();
        tellState();
    }

    /** What is wrong with its way to the fleet. */
    public List<String> uplinkTroubles() {
        return uplink.troubles();
    }

    /** Whether its broker is there. */
    public boolean isConnected() {
        return uplink.uplink().isConnected();
    }

    /** Tells the fleet how it is. */
    public void tellState() {
        uplink.uplink().tellState();
    }

    /** What was there before: it is learnt from, nights of it are judged. */
    public void remember(List<Reading> history) {
        readings.append(history, ReadingStore.Kind.HISTORY).join();
    }

    /** Learns from what it remembers. */
    public void learn() {
        nights.measureDue();
        criteria.refreshDue();
    }

    /** Takes the models that its settings name, and forecasts from now on. */
    public void forecast() {
        forecasts.takeModels();
        isForecasting = true;
        forecasts.forecastDue();
    }

    /** Readings come, and it is this time: what has ended is judged and staged. */
    public void hear(List<Reading> some, Instant at) throws IOException {
        readings.append(some, ReadingStore.Kind.LIVE).join();
        now = at;
        if (isForecasting) {
            forecasts.forecastFirst();
        }
        detect.judgeDue();
        stage();
    }

    /** Measures the ten minutes of the night that are over. */
    public void measure() throws IOException {
        nights.measureDue();
        stage();
    }

    /** An event is told, as detection or a job tells it. */
    public void raise(Alert alert) throws IOException {
        new AlertStore(database).add(List.of(alert)).join();
        stage();
    }

    /** Stages what waits; there is no device. */
    public void stage() throws IOException {
        List<ResultStore.Outgoing> forDevice = results.outgoing(Audience.DEVICE, 1_000);
        if (!forDevice.isEmpty()) {
            results.staged(Audience.DEVICE, forDevice.get(forDevice.size() - 1).number())
                    .join();
        }
        uplink.stage();
    }

    /** Its database. */
    public Database database() {
        return database;
    }

    /** Rows that wait for the fleet. */
    public long waiting() throws IOException {
        return uplink.uplink().results().backlog().rows()
                + uplink.uplink().alerts().backlog().rows();
    }

    @Override
    public void close() throws IOException {
        rollout.close();
        uplink.close();
        forecasts.close();
        database.close();
    }
}
