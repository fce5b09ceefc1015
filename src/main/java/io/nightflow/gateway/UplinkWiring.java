package io.nightflow.gateway;

import io.nightflow.deliver.AlertsToStaging;
import io.nightflow.deliver.ResultsToStaging;
import io.nightflow.deliver.StagingLanes;
import io.nightflow.link.Lane;
import io.nightflow.mqtt.MqttPeer;
import io.nightflow.reading.Minute;
import io.nightflow.settings.Key;
import io.nightflow.settings.LoginFile;
import io.nightflow.settings.Setting;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UplinkKey;
import io.nightflow.staging.Disk;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Audience;
import io.nightflow.store.Database;
import io.nightflow.store.FleetCommands;
import io.nightflow.store.ResultStore;
import io.nightflow.time.GatewayClock;
import io.nightflow.uplink.Uplink;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The way to the fleet as the settings want it: nothing of it is made where no broker is named. */
final class UplinkWiring implements AutoCloseable {
    private static final long UNANSWERED_SECONDS_MAX = 60;
    private static final long STUCK_SECONDS_MAX = 120;
    private static final int OLD_ALERTS_DAYS = 31;
    private static final int BEHIND_MINUTES = 5;

    private final Optional<Path> certificate;
    private final GatewayClock clock;
    private final Uplink uplink;
    private final StagingDirectory stagedResults;
    private final StagingDirectory stagedAlerts;
    private final ResultsToStaging results;
    private final LiveMinute live;
    private final AlertsToStaging alerts;
    private @Nullable LogToFleet log;

    private UplinkWiring(
            Settings settings,
            GatewayClock clock,
            Uplink uplink,
            StagingDirectory stagedResults,
            StagingDirectory stagedAlerts,
            ResultsToStaging results,
            LiveMinute live,
            AlertsToStaging alerts) {
        this.live = live;
        certificate = settings.pathIfAny(UplinkKey.CERTIFICATE_FILE);
        this.clock = clock;
        this.uplink = uplink;
        this.stagedResults = stagedResults;
        this.stagedAlerts = stagedAlerts;
        this.results = results;
        this.alerts = alerts;
    }

    /** Whether this gateway has an uplink. */
    static boolean isOn(Settings settings) {
        return settings.get(UplinkKey.BROKER).isPresent();
    }

    /**
     * Opens it; nothing is sent yet.
     *
     * @throws IOException a staging directory or a file of certificates cannot be used.
     */
    static Optional<UplinkWiring> open(Settings settings, GatewayClock clock, Database database, Disk disk)
            throws IOException {
        ResultStore judged = new ResultStore(database);
        judged.stageFor(isOn(settings) ? Set.of(Audience.DEVICE, Audience.FLEET) : Set.of(Audience.DEVICE))
                .join();
        if (!isOn(settings)) {
            return Optional.empty();
        }
        try (Opened opened = new Opened()) {
            StagingDirectory stagedResults = opened.add(StagingLanes.openUplink(settings, clock, Lane.RESULTS, disk));
            StagingDirectory stagedAlerts = opened.add(StagingLanes.openUplink(settings, clock, Lane.ALERTS, disk));
            Uplink uplink = uplink(settings, clock, database, List.of(stagedResults, stagedAlerts));
            LiveMinute live = new LiveMinute();
            UplinkWiring wiring = new UplinkWiring(
                    settings,
                    clock,
                    uplink,
                    stagedResults,
                    stagedAlerts,
                    new ResultsToStaging(judged, Audience.FLEET, stagedResults, live::pass),
                    live,
                    AlertsToStaging.forFleet(
                            new AlertStore(database),
                            judged.identity(),
                            stagedAlerts,
                            () -> Minute.containing(clock.instant()).plus(-OLD_ALERTS_DAYS * 1_440),
                            uplink::news));
            opened.keep();
            return Optional.of(wiring);
        } catch (GeneralSecurityException e) {
            throw new IOException("uplink: " + e.getMessage(), e);
        }
    }

    private static Uplink uplink(
            Settings settings, GatewayClock clock, Database database, List<StagingDirectory> staged)
            throws IOException, GeneralSecurityException {
        FleetCommands commands = new FleetCommands(database, new RestagedRows());
        Uplink.Site site = new Uplink.Site(
                settings.text(Key.GATEWAY_ID),
                UUID.randomUUID().toString(),
                new UplinkCommands(commands, () -> waiting(staged), clock),
                clock);
        return new Uplink(
                peer(settings, site),
                site,
                staged.get(0),
                staged.get(1),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    private static MqttPeer peer(Settings settings, Uplink.Site site) throws IOException {
        LoginFile login = LoginFile.read(UplinkKey.LOGIN_FILE.text(), settings.pathIfAny(UplinkKey.LOGIN_FILE));
        return new MqttPeer(
                settings.text(UplinkKey.BROKER),
                site.gateway(),
                login.user(),
                login.password(),
                file(settings, UplinkKey.CA_FILE),
                file(settings, UplinkKey.CERTIFICATE_FILE),
                file(settings, UplinkKey.KEY_FILE),
                site.will(),
                Duration.ofDays(7),
                Duration.ofSeconds(15));
    }

    private static String file(Settings settings, Setting<Optional<Path>> key) {
        return settings.pathIfAny(key).map(Path::toString).orElse("");
    }

    /** Rows and alerts that wait for the fleet. */
    private static String waiting(List<StagingDirectory> staged) {
        try {
            return staged.get(0).backlog().rows() + ","
                    + staged.get(1).backlog().rows();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    Uplink uplink() {
        return uplink;
    }

    /** Connects; from now on warnings of the log go there too. */
    void start(Supplier<Map<String, String>> facts, RolloutWiring rollout) {
        uplink.start(
                () -> {
                    Map<String, String> all = new LinkedHashMap<>(facts.get());
                    all.putAll(rollout.facts());
                    return all;
                },
                message -> rollout.take(message, uplink::tellState));
        log = new LogToFleet(uplink);
    }

    /** What a route calls each minute: alerts first. */
    void stage() throws IOException {
        alerts.stageRaised();
        results.stageJudged();
        uplink.results().staged();
        Optional<List<String>> newest = live.take(clock.instant().getEpochSecond());
        if (newest.isPresent()
                && stagedResults.backlog().rows()
                        > BEHIND_MINUTES * (long) newest.get().size()) {
            uplink.live(newest.get());
        }
    }

    /** Why nothing is stored by the fleet, or soon will not be; empty where all is well. */
    List<String> troubles() {
        List<String> all = new ArrayList<>(troublesOfTheWay());
        certificate
                .flatMap(file -> CertificateEnd.trouble(UplinkKey.CERTIFICATE_FILE.text(), file, clock.instant()))
                .ifPresent(all::add);
        return all;
    }

    private List<String> troublesOfTheWay() {
        Optional<String> away = uplink.away();
        if (away.isPresent()) {
            return List.of(away.get() + ". Rows stay staged");
        }
        long seconds = TimeUnit.MILLISECONDS.toSeconds(
                Math.max(uplink.results().unansweredMillis(), uplink.alerts().unansweredMillis()));
        long stuck = TimeUnit.MILLISECONDS.toSeconds(
                Math.max(uplink.results().stuckMillis(), uplink.alerts().stuckMillis()));
        if (seconds < UNANSWERED_SECONDS_MAX && stuck >= STUCK_SECONDS_MAX) {
            return List.of("rows have waited for " + stuck
                    + " s and the fleet stores none: see its log, and whether the broker"
                    + " takes messages of their size");
        }
        return seconds < UNANSWERED_SECONDS_MAX
                ? List.of()
                : List.of("the fleet has been asked for " + seconds
                        + " s and does not answer: does it run? Rows stay staged");
    }

    @Override
    public void close() throws IOException {
        if (log != null) {
            log.close();
        }
        uplink.close();
        try {
            stagedResults.close();
        } finally {
            stagedAlerts.close();
        }
    }
}
