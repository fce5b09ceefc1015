package io.nightflow.camel;

import io.nightflow.camel.deliver.DeliveryRoutes;
import io.nightflow.camel.meters.MetersComponent;
import io.nightflow.camel.operate.LateManagement;
import io.nightflow.camel.operate.ManagementServer;
import io.nightflow.camel.operate.RouteFailures;
import io.nightflow.camel.operate.ShownFigures;
import io.nightflow.camel.quartz.ClockScheduler;
import io.nightflow.camel.quartz.JobRoutes;
import io.nightflow.camel.quartz.TriggerWatch;
import io.nightflow.camel.routes.GatewayRoutes;
import io.nightflow.camel.routes.PlainFailures;
import io.nightflow.camel.serial.SerialComponent;
import io.nightflow.camel.staging.StagingComponent;
import io.nightflow.camel.taps.NightflowComponent;
import io.nightflow.deliver.StagingLanes;
import io.nightflow.operate.AllLines;
import io.nightflow.operate.Lines;
import io.nightflow.operate.Meters;
import io.nightflow.operate.OperatorView;
import io.nightflow.operate.RunningRoutes;
import io.nightflow.operate.Taps;
import io.nightflow.page.PageApi;
import io.nightflow.port.SharedLines;
import io.nightflow.port.SilenceListener;
import io.nightflow.settings.Settings;
import io.nightflow.time.GatewayClock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Camel as a gateway runs it: Quartz by the gateway's clock, the product's components, the console, the route files. */
public final class CamelRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CamelRuntime.class);
    private static final int STOP_SECONDS = 8;

    private final Main main = new Main();
    private final Settings settings;
    private final GatewayClock clock;
    private final Scheduler scheduler;
    private final SerialComponent serial = new SerialComponent();
    private final MetersComponent meters;
    private final NightflowComponent taps;
    private final RouteFailures failures = new RouteFailures(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    private final ManagementServer console;
    private final GatewayRoutes files;
    private final RunningRoutes routes;

    private CamelRuntime(
            Settings settings,
            GatewayClock clock,
            Scheduler scheduler,
            MetersComponent meters,
            NightflowComponent taps,
            Map<String, Object> beans) {
        this.settings = settings;
        this.clock = clock;
        this.scheduler = scheduler;
        this.meters = meters;
        this.taps = taps;
        console = ManagementServer.of(settings);
        files = GatewayRoutes.of(settings, beans, Set.copyOf(meters.getBuses()));
        routes = new RunningCamelRoutes(this::context, failures, files::areRefused);
        beans.forEach(main::bind);
    }

    /**
     * Configures it; nothing runs yet.
     *
     * @param meters that are asked.
     * @param taps what leaves the house.
     * @param beans that route files may use, by name.
     */
    public static CamelRuntime of(
            Settings settings,
            GatewayClock clock,
            StagingLanes lanes,
            DeliveryRoutes delivery,
            SilenceListener silence,
            MetersComponent meters,
            NightflowComponent taps,
            Map<String, Object> beans) {
        try {
            Scheduler scheduler = ClockScheduler.create("nightflow-" + UUID.randomUUID(), clock);
            CamelRuntime runtime = new CamelRuntime(settings, clock, scheduler, meters, taps, beans);
            runtime.configure(lanes, delivery, silence);
            return runtime;
        } catch (SchedulerException e) {
            throw new IllegalStateException("starting Quartz: " + e.getMessage(), e);
        }
    }

    private void configure(StagingLanes lanes, DeliveryRoutes delivery, SilenceListener silence) {
        // the process has one hook that ends everything in its order; Camel's own would wait for it, and it for that
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.configure()
                .withName("nightflow")
                .withBasePackageScanEnabled(false)
                .withShutdownTimeout(STOP_SECONDS)
                .withShutdownLogInflightExchangesOnTimeout(false);
        main.addMainListener(LateManagement.listener());
        main.addMainListener(new PlainFailures(failures));
        console.bind(main);
        main.configure().addRoutesBuilder(delivery);
        main.configure().addRoutesBuilder(new JobRoutes());
        QuartzComponent quartz = new QuartzComponent();
        quartz.setScheduler(scheduler);
        serial.setSilenceListener(silence);
        StagingComponent directories =
                new StagingComponent(settings.directory(), StagingLanes.options(settings, clock, Optional.empty()));
        directories.share(lanes.results());
        directories.share(lanes.alerts());
        Map.of("quartz", quartz, "serial", serial, "meters", meters, "staging", directories)
                .forEach(main::bind);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport configured) { // by that name the registry has jdbc:nightflow
                configured.getCamelContext().addComponent("nightflow", taps);
            }
        });
        main.addMainListener(files.loader());
    }

    /**
     * Starts the routes; returns when they run. Ports that are absent are waited for by their lines.
     *
     * @throws Exception a route cannot be started; the message names it.
     */
    public void start() throws Exception {
        files.start(main);
        LateManagement.show(context());
        console.guard(context());
    }

    /** An executor that ends with the routes. */
    public ScheduledExecutorService timer(String name) {
        return context().getExecutorServiceManager().newSingleThreadScheduledExecutor(this, name);
    }

    /** Shows how the gateway stands from now on, by this executor. */
    public void show(OperatorView view, ScheduledExecutorService executor) {
        ShownFigures.start(context(), settings, view, executor);
    }

    /** Shows the page on the console, where that is on. */
    public void showPage(Supplier<PageApi> page) {
        console.show(context(), page, () -> timer("page"));
    }

    /** To be called each half minute: triggers that the clock has left behind go on. */
    public Runnable triggerWatch() {
        return new TriggerWatch(scheduler, clock)::check;
    }

    /** Whether a route reads standard input. */
    public boolean readsStandardInput() {
        return context().getEndpoints().stream()
                .anyMatch(each -> each.getEndpointUri().startsWith("stream://in"));
    }

    /** The context, once it was configured. */
    public CamelContext context() {
        return main.getCamelContext();
    }

    /** Whether the routes run. */
    public boolean isStarted() {
        return context() != null && context().isStarted();
    }

    /** The ports that routes use. */
    public Lines lines() {
        return new AllLines(serial.lines(), meters);
    }

    /** The meters that are asked. */
    public Meters meters() {
        return meters;
    }

    /** Who takes what. */
    public Taps taps() {
        return taps;
    }

    /** What ports have dropped. */
    public SharedLines ports() {
        return serial.lines();
    }

    /** The routes, for operators. */
    public RunningRoutes routes() {
        return routes;
    }

    /** The integrators' route files. */
    public GatewayRoutes files() {
        return files;
    }

    /** Why the console does not listen though it should; empty where it does, or is off. */
    public Optional<String> consoleTrouble() {
        return console.trouble();
    }

    /** What ports say from now on is no news. */
    public void stopping() {
        serial.lines().stopping();
        meters.stopping();
    }

    @Override
    public void close() {
        try {
            main.stop();
            scheduler.shutdown(false);
        } catch (Exception e) {
            LOG.warn("stopping: {}", e.getMessage());
        }
        console.close();
    }
}
