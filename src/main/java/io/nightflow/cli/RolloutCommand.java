package io.nightflow.cli;

import io.nightflow.rollout.RolloutBundle;
import io.nightflow.settings.UserError;
import io.nightflow.store.FleetRollouts;
import io.nightflow.store.FleetRollouts.Member;
import io.nightflow.store.FleetRollouts.Rollout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Rolls out settings, lists, models and routes to the gateways of a fleet, and goes back. */
@Command(
        name = "rollout",
        description = "Roll out settings, lists, models and routes to the gateways, ring by ring; and go back.",
        mixinStandardHelpOptions = true)
public final class RolloutCommand implements Runnable {
    private static final int PERCENT = 100;
    private static final String KEY = "rollout.key";
    private static final String PUBLIC = "rollout.pub";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final CommandOutput terminal = CommandOutput.standard();

    /** Something to do with the roll-outs of a site. */
    @FunctionalInterface
    private interface Work {
        void with(String site, FleetRollouts rollouts) throws UserError;
    }

    @Override
    public void run() {
        CommandLine.usage(spec, System.out);
    }

    @Command(
            name = "key",
            mixinStandardHelpOptions = true,
            description =
                    "Make a pair of keys: rollout.key signs and is kept safe, rollout.pub goes to each gateway by hand.")
    int key(
            @Option(names = "--out", paramLabel = "DIR", defaultValue = ".", description = "Where to (default: here).")
                    Path folder)
            throws UserError, IOException {
        RolloutFiles.makeKeys(folder.resolve(KEY), folder.resolve(PUBLIC));
        terminal.line(
                folder.resolve(KEY) + " signs roll-outs. Keep it away from gateways and from the fleet's machine");
        terminal.line(
                folder.resolve(PUBLIC) + " goes to each gateway, named there by rollout.key-file = config/rollout.pub");
        return 0;
    }

    @Command(
            name = "make",
            mixinStandardHelpOptions = true,
            description = "Sign what lies in a folder, as one file that is to be rolled out.")
    int make(
            @Parameters(paramLabel = "VERSION", description = "By which it is called, such as 2026-11-29a.")
                    String version,
            @Option(
                            names = "--from",
                            paramLabel = "DIR",
                            required = true,
                            description = "A folder with settings (lines key = value), config/*.csv,"
                                    + " config/models/flow.onnx and .json, config/meters/*.yaml, routes/*.camel.yaml,"
                                    + " keys (the public keys from then on).")
                    Path from,
            @Option(names = "--key", paramLabel = "FILE", required = true, description = "The key that signs.")
                    Path key,
            @Option(
                            names = "--gateways",
                            paramLabel = "NAME,..",
                            split = ",",
                            description = "For these alone (default: for all).")
                    @Nullable
                    List<String> gateways,
            @Option(
                            names = "--gone",
                            paramLabel = "PATH,..",
                            split = ",",
                            description = "Files that are to go from the gateways, such as routes/old.camel.yaml.")
                    @Nullable
                    List<String> gone,
            @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to write.") Path out)
            throws UserError, IOException, GeneralSecurityException {
        Set<String> going = gone == null ? Set.of() : Set.copyOf(gone);
        for (String path : going) {
            RolloutFiles.requireMayGo(path);
        }
        RolloutBundle bundle = new RolloutBundle(
                RolloutFiles.serial(),
                RolloutFiles.version(version),
                gateways == null ? Set.of() : RolloutFiles.gateways(gateways),
                RolloutFiles.files(from),
                going,
                Optional.empty());
        if (bundle.files().isEmpty() && going.isEmpty()) {
            throw UserError.failed("--from: " + from + " holds nothing to roll out");
        }
        byte[] message = RolloutFiles.sign(bundle, key);
        Files.write(out, message);
        terminal.line(out + " holds version " + version + ": "
                + String.join(", ", bundle.files().keySet())
                + (going.isEmpty() ? "" : "; without " + String.join(", ", going))
                + ". Begin: ./nightflow fleet rollout start "
                + out);
        return 0;
    }

    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description =
                    "Begin to roll out a signed file: the first ring gets it, the next ones where that stays well.")
    int start(
            @Parameters(paramLabel = "FILE", description = "As make has written it.") Path file,
            @Option(
                            names = "--rings",
                            paramLabel = "PERCENT",
                            split = ",",
                            defaultValue = "1,10,100",
                            description = "Percents of the gateways (default: ${DEFAULT-VALUE}).")
                    List<Integer> rings,
            @Option(
                            names = "--soak",
                            paramLabel = "MINUTES",
                            defaultValue = "60",
                            description = "How long a ring must be well before the next (default: ${DEFAULT-VALUE}).")
                    int soak,
            @CommandLine.Mixin FleetSitesOption sites)
            throws Exception {
        byte[] message = Files.readAllBytes(CommandOptions.readable("FILE", file));
        RolloutBundle bundle = RolloutFiles.read(file, message);
        requireRings(rings, soak);
        each(sites, (site, rollouts) -> {
            RolloutOrder.begin(rollouts, bundle, message, rings, soak * 60L);
            terminal.line("site " + site + ": version " + bundle.version() + " goes to rings of " + rings
                    + " %. See it with ./nightflow fleet rollout list, or on the page");
        });
        return 0;
    }

    private static void requireRings(List<Integer> rings, int soak) throws UserError {
        boolean rises = !rings.isEmpty() && rings.get(rings.size() - 1) == PERCENT && soak >= 0;
        for (int i = 0; rises && i < rings.size(); i++) {
            rises = rings.get(i) > (i == 0 ? 0 : rings.get(i - 1));
        }
        if (!rises) {
            throw UserError.usage("--rings: must be percents that rise to 100, --soak: minutes from 0 (got " + rings
                    + ", " + soak + ")");
        }
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "What was rolled out, how far it is, and what came of it at each gateway.")
    int list(@CommandLine.Mixin FleetSitesOption sites) throws Exception {
        each(sites, (site, rollouts) -> {
            List<Rollout> all = rollouts.all();
            if (all.isEmpty()) {
                terminal.line("site " + site + ": nothing was rolled out yet");
            }
            all.forEach(rollout -> tell(site, rollout, rollouts.members(rollout.serial())));
        });
        return 0;
    }

    private void tell(String site, Rollout rollout, List<Member> members) {
        Map<String, Long> counts = FleetRollouts.counts(members);
        String counted = String.join(
                ", ",
                counts.entrySet().stream()
                        .map(each -> each.getValue() + " " + each.getKey())
                        .toList());
        terminal.line(String.format(
                "site %s  %-20s %-8s ring of %d %%  begun %s  %s%s",
                site,
                rollout.version(),
                rollout.state().word(),
                rollout.rings().get(rollout.ring()),
                Instant.ofEpochSecond(rollout.serial()),
                counted,
                rollout.reason().isEmpty() ? "" : ": " + rollout.reason()));
        members.stream()
                .filter(each -> !each.reason().isEmpty())
                .forEach(each -> terminal.line("  " + each.gateway() + " " + each.outcome() + ": " + each.reason()));
    }

    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Stop the one that goes: nobody gets it any more, who has it keeps it.")
    int stop(@CommandLine.Mixin FleetSitesOption sites) throws Exception {
        each(
                sites,
                (site, rollouts) -> terminal.line("site " + site
                        + (rollouts.stop("stopped by hand")
                                ? ": stopped"
                                : ": there is nothing that could be stopped")));
        return 0;
    }

    @Command(
            name = "back",
            mixinStandardHelpOptions = true,
            description =
                    "Go back to a version that was there before, at all gateways at once; installed is what they had"
                            + " before any.")
    int back(
            @Parameters(paramLabel = "VERSION", description = "As list shows it, or installed.") String version,
            @Option(names = "--key", paramLabel = "FILE", required = true, description = "The key that signs.")
                    Path key,
            @CommandLine.Mixin FleetSitesOption sites)
            throws Exception {
        if (!version.equals(RolloutBundle.INSTALLED)) {
            RolloutFiles.version(version);
        }
        RolloutBundle bundle = new RolloutBundle(
                RolloutFiles.serial(), "back-to-" + version, Set.of(), Map.of(), Set.of(), Optional.of(version));
        byte[] message = RolloutFiles.sign(bundle, key);
        each(sites, (site, rollouts) -> {
            boolean isKnown = version.equals(RolloutBundle.INSTALLED)
                    || rollouts.all().stream().anyMatch(each -> each.version().equals(version));
            if (isKnown) {
                RolloutOrder.begin(rollouts, bundle, message, List.of(PERCENT), 0);
            }
            terminal.line("site " + site
                    + (isKnown
                            ? ": all go back to " + version
                            : ": version " + version + " was never rolled out here"));
        });
        return 0;
    }

    private static void each(FleetSitesOption sites, Work work) throws Exception {
        sites.each(site -> work.with(site.name(), new FleetRollouts(site.database())));
    }
}
