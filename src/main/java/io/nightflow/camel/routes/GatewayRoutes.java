package io.nightflow.camel.routes;

import io.nightflow.camel.meters.MetersComponent;
import io.nightflow.camel.quartz.JobRoutes;
import io.nightflow.camel.serial.SerialComponent;
import io.nightflow.camel.staging.StagingComponent;
import io.nightflow.camel.taps.NightflowComponent;
import io.nightflow.deliver.StagingLanes;
import io.nightflow.route.RouteFault;
import io.nightflow.route.RouteFolder;
import io.nightflow.settings.Failures;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListener;
import org.apache.camel.main.MainListenerSupport;
import org.jspecify.annotations.Nullable;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.simpl.ZeroSizeThreadPool;

/** The integrators' route files of a gateway's directory: checked, started, and swapped when they are edited. */
public final class GatewayRoutes {
    private final Path folder;
    private final Path goodCopies;
    private final Surroundings surroundings;
    private final RouteCheck check;
    private volatile @Nullable RouteReload reload;

    private GatewayRoutes(Path folder, Path goodCopies, Surroundings surroundings) {
        this.folder = folder;
        this.goodCopies = goodCopies;
        this.surroundings = surroundings;
        check = new RouteCheck(surroundings);
    }

    /** To run a route against cases. */
    public RouteCases trial() throws IOException {
        return new RouteCases(surroundings, folder);
    }

    /** Files that may use these beans, and ask these buses. */
    public static GatewayRoutes of(Settings settings, Map<String, Object> beans, Set<String> buses) {
        Surroundings surroundings = new Surroundings(
                beans,
                () -> Map.of(
                        "serial",
                        SerialComponent.forTrial(),
                        "meters",
                        new MetersComponent(),
                        "staging",
                        new StagingComponent(
                                settings.directory(),
                                StagingLanes.options(
                                        settings, GatewayClock.of(InstantSource.system()), Optional.empty())),
                        "quartz",
                        quartzForTrial(),
                        "nightflow",
                        new NightflowComponent()),
                settings.placeholders(),
                ownRoutes(),
                Set.of("direct:send-to-device"),
                Map.of(
                        settings.text(Key.DEVICE_PORT),
                        Map.of("baud", settings.text(Key.DEVICE_BAUD), "parity", settings.text(Key.DEVICE_PARITY))),
                buses);
        return new GatewayRoutes(
                folder(settings.directory()),
                settings.path(Key.STORE_FILE).resolveSibling("routes-good"),
                surroundings);
    }

    /** No job ever runs in a trial: without Quartz's pool, whose end takes half a second. */
    private static QuartzComponent quartzForTrial() {
        QuartzComponent quartz = new QuartzComponent();
        quartz.setProperties(Map.of(StdSchedulerFactory.PROP_THREAD_POOL_CLASS, ZeroSizeThreadPool.class.getName()));
        quartz.setAutoStartScheduler(false);
        return quartz;
    }

    private static Set<String> ownRoutes() {
        Set<String> own = new TreeSet<>(JobRoutes.IDS);
        own.addAll(List.of("deliver-results", "deliver-alerts", "receive-device", "send-to-device"));
        return own;
    }

    /** All faults of a folder. */
    public List<RouteFault> faults(Path other) throws IOException {
        return check.check(other);
    }

    /**
     * Starts Camel with them and watches them from then on.
     *
     * @throws SettingsException they cannot run, with all faults.
     */
    public void start(Main camel) throws Exception {
        require(folder);
        try {
            camel.start();
        } catch (Exception e) {
            List<String> faults =
                    faults(folder).stream().map(RouteFault::toString).toList();
            if (!faults.isEmpty()) {
                throw new SettingsException(faults);
            }
            throw isConfiguration(e) ? new SettingsException(List.of(Failures.words(e))) : e;
        }
        RouteSwap swap = new RouteSwap(camel.getCamelContext(), goodCopies);
        RouteReload watch =
                new RouteReload(folder, check, swap, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        watch.start(camel.getCamelContext());
        reload = watch;
    }

    /** Whether a restart without a change would fail again: a route that cannot be made. */
    private static boolean isConfiguration(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailedToCreateRouteException
                    || cause instanceof FailedToStartRouteException
                    || cause instanceof ResolveEndpointFailedException
                    || cause instanceof PropertyBindingException
                    || cause.getClass().getName().contains(".yaml.")) {
                return true;
            }
        }
        return false;
    }

    /** Whether files were changed and cannot run. */
    public boolean areRefused() {
        RouteReload watch = reload;
        return watch != null && watch.isRefused();
    }

    /** Loads them once Camel is configured. */
    public MainListener loader() {
        return loader(folder);
    }

    /** Loads those of a folder. */
    public static MainListener loader(Path folder) {
        return new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport main) {
                try {
                    RouteLoading.load(RouteFolder.read(folder), main.getCamelContext());
                } catch (Exception e) {
                    throw RuntimeCamelException.wrapRuntimeException(e);
                }
            }
        };
    }

    /** What of a folder looks like a route file and is not taken, in words. */
    public static List<String> foreign(Path folder) throws IOException {
        return RouteFolder.of(folder).foreign();
    }

    /** Refuses a folder without route files: Camel would run without routes and say nothing. */
    public static void require(Path folder) throws SettingsException {
        boolean none;
        try {
            none = !Files.isDirectory(folder) || RouteFolder.of(folder).files().isEmpty();
        } catch (IOException e) {
            throw new SettingsException(List.of("reading " + folder + ": " + Failures.words(e)));
        }
        if (none) {
            throw new SettingsException(List.of(folder + ": must hold route files *.camel.yaml"
                    + " (got none). Copy them from the product's routes/, or name the gateway's folder with --dir"));
        }
    }

    /** Where a gateway of a folder has its route files. */
    public static Path folder(Path directory) {
        return directory.toAbsolutePath().normalize().resolve("routes");
    }
}
