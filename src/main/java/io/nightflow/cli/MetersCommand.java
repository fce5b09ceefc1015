package io.nightflow.cli;

import io.nightflow.meter.modbus.Block;
import io.nightflow.meter.profile.Profile;
import io.nightflow.meter.profile.ReadRegisters;
import io.nightflow.meter.profile.Role;
import io.nightflow.settings.SettingsException;
import io.nightflow.settings.UserError;
import io.nightflow.settings.meters.MeterProfiles;
import java.nio.file.Files;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For whoever connects meters that are asked: which are known, who is on a bus, and whether a profile is right. */
@Command(
        name = "meters",
        description = {
            "Meters that are asked (Modbus, M-Bus): profiles, who is on a bus, and what a meter says.",
            "Nothing is stored and nothing is written to a meter. PORT is a serial port or tcp:host:port."
        },
        subcommands = {MetersScanCommand.class, MetersLookCommand.class, MetersTryCommand.class},
        mixinStandardHelpOptions = true)
public final class MetersCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    private final CommandOutput terminal = CommandOutput.standard();

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List the profiles that are known.")
    int list(@Mixin GatewayFolder folder) throws Exception {
        MeterProfiles profiles = MeterProfiles.of(folder.settings());
        int wrong = 0;
        for (String kind : profiles.kinds()) {
            try {
                Profile profile = profiles.read(kind);
                terminal.line(String.format(
                        "%-20s %-6s %-12s %-38s %s%s",
                        kind,
                        profile.protocol().name().toLowerCase(Locale.ROOT),
                        profile.line().isEmpty() ? "-" : profile.line(),
                        profile.values().keySet().stream().map(Role::word).collect(Collectors.joining(" ")),
                        profile.name(),
                        profiles.isOwn(kind) ? " (own)" : ""));
            } catch (SettingsException e) {
                wrong++;
                e.faults().forEach(terminal::line);
            }
        }
        return wrong == 0 ? 0 : UserError.CONFIG;
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Show a profile: its file, what is read of it, and what it says.")
    int show(
            @Mixin GatewayFolder folder,
            @Parameters(paramLabel = "PROFILE", description = "Such as siemens-mag6000.") String kind)
            throws Exception {
        MeterProfiles profiles = MeterProfiles.of(folder.settings());
        Profile profile = profiles.read(kind);
        terminal.line(profiles.file(kind).orElseThrow().toString());
        for (Block block : ReadRegisters.requests(profile)) {
            terminal.line("reads " + block.count() + " " + block.table().word() + " registers from " + block.address());
        }
        terminal.line("every " + profile.every().toSeconds() + " s");
        terminal.line("");
        Files.readAllLines(profiles.file(kind).orElseThrow()).forEach(terminal::line);
        return 0;
    }
}
