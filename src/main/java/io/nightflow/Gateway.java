package io.nightflow;

import io.nightflow.camel.Rejections;
import io.nightflow.camel.delivery.DeliverLane;
import io.nightflow.camel.replay.DropFolder;
import io.nightflow.camel.routes.PlainFailures;
import io.nightflow.camel.serial.SerialComponent;
import io.nightflow.camel.steps.KeepTime;
import io.nightflow.camel.steps.RefreshCriteria;
import io.nightflow.camel.steps.RetrainModels;
import io.nightflow.camel.time.ClockScheduler;
import io.nightflow.camel.time.GatewayClock;
import io.nightflow.camel.time.TriggerWatch;
import io.nightflow.detect.CriteriaSeed;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.staging.Disk;
import io.nightflow.staging.LocalDisk;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.store.AlertStore;
import io.nightflow.store.ClockStore;
import io.nightflow.store.CriteriaStore;
import io.nightflow.store.Database;
import io.nightflow.store.ReadingStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.quartz.Scheduler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole house: opens the database and the staging directory, ties the steps to the routes, closes in reverse. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final int STOP_SECONDS = 8;
    private static final int WATCH_SECONDS = 30;

    private final Parts parts;
    private final MeteringPoints points;
    private final Map<String, CriteriaSeed.Content> seeds;
    private final RefreshCriteria criteria;
    private final RetrainModels retrain;
    private final Scheduler scheduler;
    private final DropFolder dropFolder;
    private final RouteFiles routes;

    private Gateway(Parts parts, MeteringPoints points, Map<String, CriteriaSeed.Content> seeds, Scheduler scheduler)
            throws SettingsException {
        this.parts = parts;
        this.points = points;
        this.seeds = seeds;
        this.scheduler = scheduler;
        Settings settings = parts.settings();
        criteria = Detection.refresh(settings, new CriteriaStore(parts.database()), parts.clock());
        retrain = Forecasting.retrain(settings, parts.database(), parts.clock());
        dropFolder = new DropFolder(parts.collect(), settings.zone(), parts.bounds());
        routes = configure();
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
        MeteringPoints points = SensorList.read(settings);
        Map<String, CriteriaSeed.Content> seeds = Detection.seeds(settings);
        try (Opened opened = new Opened()) {
            Database database = opened.add(Database.openOrSalvage(settings.path(Key.STORE_FILE)));
            StagingLanes staging = opened.add(StagingLanes.open(settings, clock, disk));
            Scheduler scheduler = ClockScheduler.create("nightflow-" + UUID.randomUUID(), clock);
            opened.add(() -> scheduler.shutdown(false));
            Parts parts = Parts.of(settings, points, clock, database, staging);
            Gateway gateway = new Gateway(parts, points, seeds, scheduler);
            opened.keep();
            return gateway;
        } catch (org.quartz.SchedulerException e) {
            throw new IllegalStateException("starting Quartz: " + e.getMessage(), e);
        }
    }

    private RouteFiles configure() throws SettingsException {
        Main camel = parts.camel();
        Settings settings = parts.settings();
        camel.configure()
                .withName("nightflow")
                .withBasePackageScanEnabled(false)
                .withShutdownTimeout(STOP_SECONDS)
                .withShutdownLogInflightExchangesOnTimeout(false);
        camel.addMainListener(new PlainFailures(parts.failures()));
        parts.console().bind(camel);
        camel.configure().addRoutesBuilder(parts.delivery().routes());
        Components.of(parts, scheduler).forEach(camel::bind);
        Map<String, Object> beans = Steps.of(settings, parts.database(), points, parts.staging(), parts.clock());
        beans.put("collect-readings", parts.collect());
        beans.put("drop-folder", dropFolder);
        beans.put("keep-history", parts.history());
        beans.put("offer-alerts", parts.offers());
        beans.put("keep-time", keepTime());
        beans.put("refresh-criteria", criteria);
        beans.put("forecast-demand", parts.forecasts());
        beans.put("retrain-models", retrain);
        beans.forEach(camel::bind);
        RouteFiles files = RouteFiles.of(settings, beans);
        camel.addMainListener(files.loader());
        return files;
    }

    private KeepTime keepTime() {
        Database database = parts.database();
        return new KeepTime(
                parts.timeless(), parts.readings(), new AlertStore(database), new ClockStore(database), parts.clock());
    }

    /**
     * Starts the routes; returns when they run. Ports that are absent are waited for by their lines.
     *
     * @throws Exception a route cannot be started; the message names it.
     */
    public void start() throws Exception {
        Settings settings = parts.settings();
        parts.readings().listSensors(points.sensors()).join();
        settings.warnings().forEach(warning -> LOG.warn("{}", warning));
        seeds.forEach((file, content) -> criteria.seed(file, content.criteria()));
        routes.start(parts.camel());
        SensorNews.tell(points, settings, parts.readings());
        parts.console().guard(context());
        ScheduledExecutorService minutely =
                context().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "reports");
        minutely.execute(parts.forecasts()::takeModels); // readings need not wait for it
        operators().start(minutely);
        Upkeep upkeep = new Upkeep(minutely);
        upkeep.of(parts);
        upkeep.everyMinute(dropFolder::bringBack);
        upkeep.every(WATCH_SECONDS, new TriggerWatch(scheduler, parts.clock())::check);
        LOG.info(
                "Nightflow runs: readings from {}, rows to {}",
                settings.text(Key.METER_PORT),
                settings.text(Key.DEVICE_PORT));
    }

    /** What was dropped since the start, a place each. */
    public List<Rejections> rejections() {
        List<Rejections> all = new ArrayList<>(
                context().getComponent("serial", SerialComponent.class).rejections());
        all.add(parts.collect().rejections());
        return all;
    }

    /** Tells what was dropped since the last time; to be called each minute. */
    void reportRejections() {
        Upkeep.reportRejections(parts);
    }

    RouteFiles routes() {
        return routes;
    }

    Operators operators() {
        return new Operators(parts, routes::areRefused);
    }

    /** Camel's context. */
    public CamelContext context() {
        return parts.context();
    }

    /** The clock that all goes by. */
    GatewayClock clock() {
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
    void learn() {
        criteria.refreshDue();
    }

    /** The staging directory of each lane. */
    StagingLanes lanes() {
        return parts.staging();
    }

    /** The staging directory of the result rows. */
    public StagingDirectory staging() {
        return parts.staging().results();
    }

    /** The delivery of the result rows. */
    public DeliverLane delivery() {
        return parts.delivery().results();
    }

    /** Ends what is under way, within 10 seconds, and closes all files. */
    @Override
    public void close() {
        Components.stopping(parts);
        parts.delivery().stop();
        retrain.close();
        parts.database().stopWaiting();
        try {
            parts.camel().stop();
            scheduler.shutdown(false);
        } catch (Exception e) {
            LOG.warn("stopping: {}", e.getMessage());
        }
        parts.console().close();
        parts.forecasts().close();
        parts.database().close();
        try {
            parts.staging().close();
        } catch (IOException e) {
            LOG.warn("closing the staging directory: {}", e.getMessage());
        }
    }
}
