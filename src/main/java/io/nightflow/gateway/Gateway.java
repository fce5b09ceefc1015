package io.nightflow.gateway;

import io.nightflow.camel.CamelRuntime;
import io.nightflow.camel.collect.DropFolder;
import io.nightflow.camel.taps.NightflowComponent;
import io.nightflow.collect.LineSilence;
import io.nightflow.collect.MeterNews;
import io.nightflow.collect.Rejections;
import io.nightflow.collect.ZoneParts;
import io.nightflow.deliver.Lanes;
import io.nightflow.deliver.StagingLanes;
import io.nightflow.detect.CriteriaFile;
import io.nightflow.detect.RefreshCriteria;
import io.nightflow.forecast.HourCalendar;
import io.nightflow.forecast.RetrainModels;
import io.nightflow.line.PortSettings;
import io.nightflow.operate.OperatorView;
import io.nightflow.operate.Taps;
import io.nightflow.operate.Watched;
import io.nightflow.page.PageApi;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.settings.Key;
import io.nightflow.settings.LineNames;
import io.nightflow.settings.SensorsFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.site.DetectionWiring;
import io.nightflow.site.ForecastWiring;
import io.nightflow.staging.Disk;
import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.store.AlertStore;
import io.nightflow.store.CriteriaStore;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.TapRetention;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole house: opens the database and the staging directory, ties the stations to the routes, closes in reverse. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int WATCH_SECONDS = 30;

    private final Parts parts;
    private final MeteringPoints points;
    private final Map<String, CriteriaFile.Content> seeds;
    private final RefreshCriteria criteria;
    private final RetrainModels retrain;
    private final DropFolder dropFolder;
    private final ZoneParts zones;
    private final CamelRuntime runtime;
    private volatile Consumer<String> restart = why -> LOG.warn("restart the gateway: {}", why);
    private @Nullable RolloutWiring rollout;

    private Gateway(Parts parts, MeteringPoints points, Map<String, CriteriaFile.Content> seeds)
            throws SettingsException {
        this.parts = parts;
        this.points = points;
        this.seeds = seeds;
        Settings settings = parts.settings();
        criteria = DetectionWiring.refresh(settings, new CriteriaStore(parts.database()), parts.clock());
        retrain = SiteWiring.retrain(settings, parts.database(), parts.clock());
        dropFolder = new DropFolder(parts.collect(), settings.zone(), Parts.units(points));
        zones = new ZoneParts(points, parts.readings(), settings.get(Key.DETECT_SILENT_AFTER), parts.clock());
        LineSilence silence = new LineSilence(new AlertStore(parts.database()), parts.clock(), LineNames.of(settings));
        MeterNews news = new MeterNews(new AlertStore(parts.database()));
        runtime = CamelRuntime.of(
                settings,
                parts.clock(),
                parts.staging(),
                parts.delivery().routes(),
                silence::tell,
                MeterWiring.component(settings, points, parts.collect(), news, parts.clock()),
                taps(parts),
                RouteBeans.of(parts, points, criteria, retrain, dropFolder));
    }

    /**
     * Opens everything; nothing runs yet.
     *
     * @throws SettingsException the list of sensors or the routes folder cannot be used.
     * @throws IOException the staging directory cannot be used.
     */
    public static Gateway open(Settings settings, GatewayClock clock) throws SettingsException, IOException {
        return open(settings, clock, new LocalDisk());
    }

    /** The same on another disk, for rigs that plant faults. */
    static Gateway open(Settings settings, GatewayClock clock, Disk disk) throws SettingsException, IOException {
        MeteringPoints points = SensorsFile.read(settings);
        Map<String, CriteriaFile.Content> seeds = DetectionWiring.seeds(settings);
        try (Opened opened = new Opened()) {
            Database database = opened.add(Database.openOrSalvage(settings.path(Key.STORE_FILE)));
            StagingLanes staging = opened.add(StagingLanes.open(settings, clock, disk));
            Optional<UplinkWiring> uplink = UplinkWiring.open(settings, clock, database, disk);
            uplink.ifPresent(opened::add);
            Gateway gateway = new Gateway(Parts.of(settings, points, clock, database, staging, uplink), points, seeds);
            opened.keep();
            return gateway;
        }
    }

    /**
     * Starts the routes; returns when they run. Ports that are absent are waited for by their lines.
     *
     * @throws Exception a route cannot be started; the message names it.
     */
    public void start() throws Exception {
        Settings settings = parts.settings();
        HourCalendar calendar = ForecastWiring.calendar(settings);
        parts.readings().listSensors(points.named()).join();
        settings.warnings().forEach(warning -> LOG.warn("{}", warning));
        seeds.forEach((file, content) -> criteria.seed(file, content.criteria()));
        runtime.start();
        SensorNews.tell(points, settings, parts.readings());
        ScheduledExecutorService minutely = runtime.timer("reports");
        minutely.execute(parts.forecasts()::takeModels); // readings need not wait for it
        runtime.show(operators(), minutely);
        runtime.showPage(() -> page(calendar));
        Upkeep upkeep = new Upkeep(minutely);
        upkeep.of(parts);
        upkeep.everyMinute(this::reportRejections);
        upkeep.everyMinute(this::noteTaps);
        upkeep.everyMinute(dropFolder::bringBack);
        if (parts.uplink().isPresent()) {
            startUplink(parts.uplink().get(), upkeep);
        }
        upkeep.every(WATCH_SECONDS, runtime.triggerWatch());
        String meters = settings.text(Key.METER_PORT);
        LOG.info(
                "Nightflow runs: readings from {}, rows to {}",
                PortSettings.isNone(meters) ? "its routes" : meters,
                LineNames.hasDevice(settings) ? settings.text(Key.DEVICE_PORT) : "no device");
    }

    private void startUplink(UplinkWiring uplink, Upkeep upkeep) throws IOException {
        RolloutWiring taking = RolloutWiring.open(
                parts.settings(),
                parts.database(),
                FolderCheck::faults,
                () -> operators().status().troubles(),
                why -> restart.accept(why));
        rollout = taking;
        uplink.start(() -> UplinkFacts.of(parts, operators(), uplink.uplink()), taking);
        upkeep.everyMinute(uplink.uplink()::tellState);
        upkeep.everyMinute(taking::minute);
    }

    /** What is to be called when it is to be stopped and started anew, with the reason. */
    public void onRestart(Consumer<String> restarting) {
        restart = restarting;
    }

    /** What was dropped since the start, a place each. */
    public List<Rejections> rejections() {
        List<Rejections> all = new ArrayList<>(runtime.ports().rejections());
        all.addAll(parts.collect().allRejections());
        return all;
    }

    /** Tells what was dropped since the last time; to be called each minute. */
    void reportRejections() {
        runtime.ports().rejections().forEach(rejections -> rejections.report(LOG::warn));
        parts.collect().report(LOG::warn);
    }

    private void noteTaps() {
        new TapRetention(parts.database())
                .seen(
                        runtime.taps().taps().stream().map(Taps.Flow::name).toList(),
                        Minute.containing(parts.clock().instant()));
    }

    /** How it stands. */
    public OperatorView operators() {
        return new OperatorView(watched());
    }

    private PageApi page(HourCalendar calendar) {
        return new PageApi(
                watched(),
                operators(),
                calendar::isHolidayOn,
                FolderCheck.remembered(parts.settings().directory()));
    }

    private Watched watched() {
        return new Watched(
                parts.settings(),
                points,
                parts.clock(),
                parts.bootTime(),
                parts.database(),
                runtime.lines(),
                runtime.meters(),
                runtime.routes(),
                parts.collect(),
                parts.delivery().lanes(),
                parts.forecasts()::report,
                parts.history(),
                zones,
                runtime.taps(),
                () -> parts.uplink().map(UplinkWiring::troubles).orElse(List.of()),
                runtime.consoleTrouble());
    }

    /** Camel, which carries it. */
    public CamelRuntime runtime() {
        return runtime;
    }

    /** Whether its routes run. */
    public boolean isStarted() {
        return runtime.isStarted();
    }

    /** The clock that all goes by. */
    public GatewayClock clock() {
        return parts.clock();
    }

    /** The database. */
    public Database database() {
        return parts.database();
    }

    /** The readings. */
    public ReadingStore readings() {
        return parts.readings();
    }

    /** Builds the criteria that are due, as the route refresh-criteria does each night. */
    public void learn() {
        criteria.refreshDue();
    }

    /** Both lanes to the device. */
    public Lanes lanes() {
        return parts.delivery().lanes();
    }

    /** The staging directory of the result rows. */
    public StagingDirectory staging() {
        return parts.staging().results();
    }

    /** Whether something that was rolled out is on trial: what changes meanwhile would count against it. */
    boolean isOnTrial() {
        return rollout != null && rollout.isOnTrial();
    }

    /** Ends what is under way, within 10 seconds, and closes all files. */
    @Override
    public void close() {
        runtime.stopping();
        if (rollout != null) {
            rollout.close();
        }
        parts.delivery().lanes().stop();
        retrain.close();
        parts.database().stopWaiting();
        runtime.close();
        closeUplink();
        parts.forecasts().close();
        parts.database().close();
        try {
            parts.staging().close();
        } catch (IOException e) {
            LOG.warn("closing the staging directory: {}", e.getMessage());
        }
    }

    private void closeUplink() {
        try (Opened closing = new Opened()) {
            parts.uplink().ifPresent(closing::add);
        }
    }

    private static NightflowComponent taps(Parts parts) {
        NightflowComponent taps = new NightflowComponent();
        taps.setStore(Optional.of(parts.taps()));
        taps.setCollect(Optional.of(parts.collect()));
        taps.setClock(parts.clock());
        return taps;
    }
}
