package io.nightflow.gateway;

import io.nightflow.detect.DetectOutliers;
import io.nightflow.reading.Alert;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Reading;
import io.nightflow.settings.SensorsFile;
import io.nightflow.settings.Settings;
import io.nightflow.site.DetectionWiring;
import io.nightflow.staging.LocalDisk;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A gateway without routes and ports: database, detection, staging and uplink are the real ones. */
public final class EdgeGateway implements AutoCloseable {
    private final Settings settings;
    private final Database database;
    private final ReadingStore readings;
    private final DetectOutliers detect;
    private final UplinkWiring uplink;
    private Instant now;

    private EdgeGateway(Path folder, Instant now) throws Exception {
        this.now = now;
        settings = Settings.read(folder);
        MeteringPoints points = SensorsFile.read(settings);
        GatewayClock clock = GatewayClock.of(() -> this.now);
        database = Database.open(folder.resolve("nightflow.db"));
        readings = new ReadingStore(database, 100, points.zones());
        uplink = UplinkWiring.open(settings, clock, database, new LocalDisk()).orElseThrow();
        detect = DetectionWiring.judge(
                settings, new ResultStore(database), points, SiteWiring.rows(settings, points), clock);
    }

    /** In a folder, with a broker; further lines for its settings. */
    public static EdgeGateway open(Path folder, String name, String broker, Instant now) throws Exception {
        Path config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(
                config.resolve("nightflow.properties"),
                "gateway.id = " + name + "\nuplink.broker = " + broker + "\nstaging.any-file-system = true\n");
        return new EdgeGateway(folder, now);
    }

    /** Connects. */
    public EdgeGateway start() {
        uplink.start(() -> Map.of("at", Long.toString(now.getEpochSecond()), "version", "test"));
        return this;
    }

    /** Readings come, and it is this time: what has ended is judged and staged. */
    public void hear(List<Reading> some, Instant at) throws IOException {
        readings.append(some, ReadingStore.Kind.LIVE).join();
        now = at;
        detect.judgeDue();
        uplink.stage();
    }

    /** An event is told, as detection or a job tells it. */
    public void raise(Alert alert) throws IOException {
        new AlertStore(database).add(List.of(alert)).join();
        uplink.stage();
    }

    /** Stages what a command has put into the outbox. */
    public void stage() throws IOException {
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
        uplink.close();
        database.close();
    }
}
