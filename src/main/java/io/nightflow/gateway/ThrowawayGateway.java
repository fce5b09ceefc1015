package io.nightflow.gateway;

import io.nightflow.camel.routes.GatewayRoutes;
import io.nightflow.camel.routes.RouteCases;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A gateway that is never started, whose database and staging directory lie in a folder that is thrown away. */
public final class ThrowawayGateway {
    private ThrowawayGateway() {}

    /** What is done with it. */
    @FunctionalInterface
    private interface Work<T> {
        T with(Gateway gateway) throws Exception;
    }

    /** A case that a route was tried with, and what was wrong. */
    public record CaseResult(String name, List<String> faults) {}

    /**
     * All cases of a route.
     *
     * @param steps that the route has.
     * @param missed those that no case passed, by line.
     */
    public record CaseResults(List<CaseResult> cases, int steps, List<String> missed) {}

    /**
     * What is wrong with the route files of a folder, in words.
     *
     * @throws SettingsException there are none.
     */
    public static List<String> routeFaults(Settings settings, Path folder) throws Exception {
        GatewayRoutes.require(folder);
        return with(settings, gateway -> {
            List<String> all = new ArrayList<>(GatewayRoutes.foreign(folder));
            gateway.runtime().files().faults(folder).forEach(fault -> all.add(fault.toString()));
            return all;
        });
    }

    /** Runs the first route of a file against cases. */
    public static CaseResults tryRoute(Settings settings, Path route, Path cases) throws Exception {
        return with(settings, gateway -> {
            RouteCases.Trial trial = gateway.runtime().files().trial().run(route, cases);
            return new CaseResults(
                    trial.results().stream()
                            .map(result -> new CaseResult(result.name(), result.faults()))
                            .toList(),
                    trial.steps(),
                    trial.missed());
        });
    }

    /** Refuses a gateway's folder without route files. */
    public static void requireRoutes(Settings settings) throws SettingsException {
        GatewayRoutes.require(routes(settings));
    }

    /** Where a gateway's folder has its route files. */
    public static Path routes(Settings settings) {
        return GatewayRoutes.folder(settings.directory());
    }

    private static <T> T with(Settings settings, Work<T> work) throws Exception {
        Path folder = Files.createTempDirectory("nightflow-trial");
        GatewayClock clock = GatewayClock.of(InstantSource.system());
        try (Gateway gateway = Gateway.open(settings.inside(folder), clock)) {
            return work.with(gateway);
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
