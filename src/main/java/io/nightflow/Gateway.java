package io.nightflow;

import io.nightflow.camel.Rejections;
import io.nightflow.camel.delivery.DeliverLane;
import io.nightflow.camel.replay.DropFolder;
import io.nightflow.camel.routes.PlainFailures;
import io.nightflow.camel.serial.SerialComponent;
import io.nightflow.camel.steps.CollectReadings;
import io.nightflow.camel.steps.ForecastDemand;
import io.nightflow.camel.steps.KeepTime;
import io.nightflow.camel.steps.MeterClocks;
import io.nightflow.camel.steps.MinuteBounds;
import io.nightflow.camel.steps.RefreshCriteria;
import io.nightflow.camel.steps.RetrainModels;
import io.nightflow.camel.steps.Timeless;
import io.nightflow.camel.time.BootTime;
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
import io.nightflow.store.HeldReadings;
import io.nightflow.store.ReadingStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final int KEEP_ALIVE_SECONDS = 5;
    private static final int WATCH_SECONDS = 30;

    private final Settings settings;
    private final GatewayClock clock;
    private final MeteringPoints points;
    private final Map<String, CriteriaSeed.Content> seeds;
    private final RefreshCriteria criteria;
    private final ForecastDemand forecasts;
    private final RetrainModels retrain;
    private final Database database;
    private final ReadingStore readings;
    private final StagingLanes staging;
    private final Scheduler scheduler;
    private final Main camel = new Main();
    private final Console console;
    private final BootTime bootTime;
    private final Timeless timeless;
    private final CollectReadings collect;
    private final DropFolder dropFolder;
    private final Delivery delivery;
    private final RouteFiles routes;

    private Gateway(
            Settings settings,
            MeteringPoints points,
            Map<String, CriteriaSeed.Content> seeds,
            GatewayClock clock,
            Database database,
            StagingLanes staging,
            Scheduler scheduler)
            throws SettingsException {
        this.settings = settings;
        this.points = points;
        this.seeds = seeds;
        this.clock = clock;
        this.database = database;
        this.staging = staging;
        this.scheduler = scheduler;
        readings = new ReadingStore(database, settings.count(Key.SENSORS_UNLISTED_MAX));
        criteria = Detection.refresh(settings, new CriteriaStore(database), clock);
        forecasts = Forecasting.demand(settings, database, clock);
        retrain = Forecasting.retrain(settings, database, clock);
        bootTime = clock.bootTime().orElseGet(() -> BootTime.of(clock.machine(), Build.time()));
        ClockStore clocks = new ClockStore(database);
        clocks.read()
                .ifPresent(row -> bootTime.restore(
                        new BootTime.Known(row.boot(), row.bootSecond(), row.wall(), row.shown(), row.agreedSince())));
        timeless = new Timeless(new HeldReadings(database), bootTime, new MeterClocks());
        MinuteBounds bounds = new MinuteBounds(clock, settings.duration(Key.COLLECT_FUTURE_MAX));
        collect = new CollectReadings(readings, ReadingStore.Kind.LIVE, points, bounds, Optional.of(timeless));
        dropFolder = new DropFolder(collect, settings.zone(), bounds);
        console = new Console(settings);
        delivery = Delivery.of(settings, clock, database, staging);
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
            Gateway gateway = new Gateway(settings, points, seeds, clock, database, staging, scheduler);
            opened.keep();
            return gateway;
        } catch (org.quartz.SchedulerException e) {
            throw new IllegalStateException("starting Quartz: " + e.getMessage(), e);
        }
    }

    private RouteFiles configure() {
        camel.configure()
                .withName("nightflow")
                .withBasePackageScanEnabled(false)
                .withRoutesIncludePattern(RouteFiles.pattern(settings.directory()))
                .withShutdownTimeout(STOP_SECONDS)
                .withShutdownLogInflightExchangesOnTimeout(false);
        camel.addMainListener(new PlainFailures());
        console.bind(camel);
        camel.configure().addRoutesBuilder(delivery.routes());
        Components.of(settings, clock, database, staging, scheduler).forEach(camel::bind);
        Map<String, Object> beans = Steps.of(settings, database, points, staging, clock, bootTime);
        beans.put("collect-readings", collect);
        beans.put("drop-folder", dropFolder);
        beans.put(
                "keep-time",
                new KeepTime(timeless, readings, new AlertStore(database), new ClockStore(database), clock));
        beans.put("refresh-criteria", criteria);
        beans.put("forecast-demand", forecasts);
        beans.put("retrain-models", retrain);
        beans.forEach(camel::bind);
        return RouteFiles.of(settings, beans);
    }

    /**
     * Starts the routes; returns when they run. Ports that are absent are waited for by their lines.
     *
     * @throws Exception a route cannot be started; the message names it.
     */
    public void start() throws Exception {
        readings.listSensors(points.sensors()).join();
        seeds.forEach((file, content) -> criteria.seed(file, content.criteria()));
        routes.start(camel);
        console.guard(context());
        ScheduledExecutorService minutely =
                context().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, "reports");
        minutely.execute(forecasts::takeModels); // readings need not wait for it
        operators().start(context(), minutely);
        Upkeep upkeep = new Upkeep(minutely);
        upkeep.everyMinute(() -> rejections().forEach(rejections -> rejections.report(LOG::warn)));
        upkeep.everyMinute(dropFolder::bringBack);
        upkeep.everyMinute(database::tendLog);
        upkeep.every(KEEP_ALIVE_SECONDS, () -> delivery.keepAlive().look());
        upkeep.every(WATCH_SECONDS, new TriggerWatch(scheduler, clock)::check);
        LOG.info(
                "Nightflow runs: readings from {}, rows to {}",
                settings.text(Key.METER_PORT),
                settings.text(Key.DEVICE_PORT));
    }

    /** What was dropped since the start, a place each. */
    public List<Rejections> rejections() {
        List<Rejections> all = new ArrayList<>(
                context().getComponent("serial", SerialComponent.class).rejections());
        all.add(collect.rejections());
        return all;
    }

    RouteFiles routes() {
        return routes;
    }

    Operators operators() {
        return Operators.of(settings, clock, database, staging, delivery, forecasts, bootTime, context());
    }

    /** Camel's context. */
    public CamelContext context() {
        return camel.getCamelContext();
    }

    /** The database. */
    public Database database() {
        return database;
    }

    /** The readings. */
    public ReadingStore readings() {
        return readings;
    }

    /** Builds the criteria that are due, as the route refresh-criteria does each night. */
    void learn() {
        criteria.refreshDue();
    }

    /** The staging directory of the result rows. */
    public StagingDirectory staging() {
        return staging.results();
    }

    /** The delivery of the result rows. */
    public DeliverLane delivery() {
        return delivery.results();
    }

    /** Ends what is under way, within 10 seconds, and closes all files. */
    @Override
    public void close() {
        delivery.stop();
        retrain.close();
        database.stopWaiting();
        try {
            camel.stop();
            scheduler.shutdown(false);
        } catch (Exception e) {
            LOG.warn("stopping: {}", e.getMessage());
        }
        console.close();
        forecasts.close();
        database.close();
        try {
            staging.close();
        } catch (IOException e) {
            LOG.warn("closing the staging directory: {}", e.getMessage());
        }
    }
}
