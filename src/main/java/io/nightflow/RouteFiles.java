package io.nightflow;

import io.nightflow.camel.routes.RouteCheck;
import io.nightflow.camel.routes.RouteFault;
import io.nightflow.camel.routes.RouteReload;
import io.nightflow.camel.routes.RouteSwap;
import io.nightflow.camel.routes.RouteTrial;
import io.nightflow.camel.routes.Surroundings;
import io.nightflow.camel.serial.SerialComponent;
import io.nightflow.camel.staging.StagingComponent;
import io.nightflow.camel.time.GatewayClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListener;
import org.apache.camel.main.MainListenerSupport;
import org.jspecify.annotations.Nullable;

/** The integrators' route files of a gateway's directory: checked, started, and swapped when they are edited. */
final class RouteFiles {
    private final Path folder;
    private final Path goodCopies;
    private final Surroundings surroundings;
    private final RouteCheck check;
    private volatile @Nullable RouteReload reload;

    private RouteFiles(Path folder, Path goodCopies, Surroundings surroundings) {
        this.folder = folder;
        this.goodCopies = goodCopies;
        this.surroundings = surroundings;
        check = new RouteCheck(surroundings);
    }

    /** To run a route against cases. */
    RouteTrial trial() throws IOException {
        return new RouteTrial(surroundings, folder);
    }

    /** Files that may use these beans. */
    static RouteFiles of(Settings settings, Map<String, Object> beans) {
        Surroundings surroundings = new Surroundings(
                beans,
                () -> Map.of(
                        "serial",
                        SerialComponent.forTrial(),
                        "staging",
                        new StagingComponent(
                                settings.directory(),
                                StagingLanes.options(settings, GatewayClock.of(InstantSource.system()), "")),
                        "quartz",
                        new QuartzComponent()),
                settings.placeholders(),
                Set.of("deliver-results", "deliver-alerts", "receive-device", "send-to-device"),
                Set.of("direct:send-to-device"),
                Map.of(
                        settings.text(Key.DEVICE_PORT),
                        Map.of("baud", settings.text(Key.DEVICE_BAUD), "parity", settings.text(Key.DEVICE_PARITY))));
        return new RouteFiles(
                folder(settings.directory()),
                settings.path(Key.STORE_FILE).resolveSibling("routes-good"),
                surroundings);
    }

    /** All faults of a folder. */
    List<RouteFault> faults(Path other) throws IOException {
        return check.check(other);
    }

    /**
     * Starts Camel with them and watches them from then on.
     *
     * @throws SettingsException they cannot run, with all faults.
     */
    void start(Main camel) throws Exception {
        require(folder);
        try {
            camel.start();
        } catch (Exception e) {
            List<String> faults =
                    faults(folder).stream().map(RouteFault::toString).toList();
            if (!faults.isEmpty()) {
                throw new SettingsException(faults);
            }
            throw e;
        }
        RouteSwap swap = new RouteSwap(camel.getCamelContext(), goodCopies);
        RouteReload watch =
                new RouteReload(folder, check, swap, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
        watch.start(camel.getCamelContext());
        reload = watch;
    }

    /** Whether files were changed and cannot run. */
    boolean areRefused() {
        RouteReload watch = reload;
        return watch != null && watch.isRefused();
    }

    /** Loads them once Camel is configured. */
    MainListener loader() {
        return loader(folder);
    }

    /** Loads those of a folder. */
    static MainListener loader(Path folder) {
        return new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport main) {
                try {
                    RouteCheck.load(folder, main.getCamelContext());
                } catch (Exception e) {
                    throw RuntimeCamelException.wrapRuntimeException(e);
                }
            }
        };
    }

    /** What of a folder looks like a route file and is not taken, in words. */
    static List<String> foreign(Path folder) throws IOException {
        return RouteCheck.foreign(folder);
    }

    /** Refuses a folder without route files: Camel would run without routes and say nothing. */
    static void require(Path folder) throws SettingsException {
        boolean none;
        try {
            none = !Files.isDirectory(folder) || RouteCheck.isEmpty(folder);
        } catch (IOException e) {
            throw new SettingsException(List.of("reading " + folder + ": " + Failures.words(e)));
        }
        if (none) {
            throw new SettingsException(List.of(folder + ": must hold route files *.camel.yaml"
                    + " (got none). Copy them from the product's routes/, or name the gateway's folder with --dir"));
        }
    }

    static Path folder(Path directory) {
        return directory.toAbsolutePath().normalize().resolve("routes");
    }
}
