package io.nightflow.cli;

import io.nightflow.fleet.FleetSite;
import io.nightflow.fleet.FleetSites;
import io.nightflow.settings.FleetSettings;
import io.nightflow.settings.UserError;
import io.nightflow.store.StoreException;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The sites of a fleet that a command is about: {@code --dir}, {@code --site}. */
final class FleetSitesOption {
    @Mixin
    private final FleetFolder folder = new FleetFolder();

    @Option(
            names = "--site",
            paramLabel = "NAME",
            defaultValue = "",
            description = "This site of config/gateways.csv alone (default: all).")
    private String name = "";

    /** Something to do with a site. */
    @FunctionalInterface
    interface Work {
        void with(FleetSite site) throws Exception;
    }

    /** Does it with each of them, beside the worker that runs. */
    void each(Work work) throws Exception {
        FleetSettings settings = folder.settings();
        try (FleetSites sites = FleetSites.openBeside(settings, InstantSource.system())) {
            List<FleetSite> wanted = sites.all().stream()
                    .filter(site -> name.isEmpty() || site.name().equals(name))
                    .toList();
            if (wanted.isEmpty()) {
                throw UserError.usage("--site: there is no site " + name + ". There are "
                        + String.join(
                                ", ", sites.all().stream().map(FleetSite::name).toList()));
            }
            for (FleetSite site : wanted) {
                work.with(site);
            }
        } catch (StoreException e) {
            throw UserError.failed("fleet.store: " + e.getMessage() + ". ./nightflow fleet check says more");
        }
    }
}
