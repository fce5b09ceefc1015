package io.nightflow.cli;

import io.nightflow.gateway.FolderCheck;
import io.nightflow.gateway.TakenSettings;
import io.nightflow.line.PortSettings;
import io.nightflow.operate.ConsolePort;
import io.nightflow.settings.Failures;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.settings.SettingsFile;
import io.nightflow.settings.UplinkKey;
import io.nightflow.settings.UserError;
import io.nightflow.settings.meters.BusCheck;
import io.nightflow.staging.FileSystemRule;
import io.nightflow.time.BootTime;
import io.nightflow.time.BuildTime;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks all that an installation needs without starting anything of it; tells every fault at once. */
@Command(
        name = "check",
        description = "Check settings, sensors, routes, models, ports, disk and clock; start nothing. Exit 0 or 78.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    @Option(names = "--routes", paramLabel = "DIR", description = "Another folder of route files.")
    private @Nullable Path routes;

    @Option(names = "--config", paramLabel = "FILE", description = "Another file of settings.")
    private @Nullable Path config;

    private static final int BROKER_MILLIS = 3_000;

    private final CommandOutput terminal = CommandOutput.standard();
    private int faults;

    @Override
    public Integer call() throws Exception {
        Settings settings;
        folder.required();
        try {
            settings = settings();
            tell("settings", List.of(), settingsAreThere() ? "ok" : "none are written, the defaults hold");
            settings.warnings().forEach(warning -> terminal.line("  warning: " + warning));
            if (config == null) {
                TakenSettings.waiting(folder.path()).forEach(waits -> terminal.line("  warning: " + waits));
            }
        } catch (SettingsException e) {
            tell("settings", e.faults(), "");
            terminal.line("What depends on the settings is checked once they are right.");
            return UserError.CONFIG;
        }
        FolderCheck.run(settings, Optional.ofNullable(routes).map(Path::toAbsolutePath), new FolderCheck.Told() {
            @Override
            public void part(String part, List<String> found, String fine) {
                tell(part, found, fine);
            }

            @Override
            public void warning(String words) {
                terminal.line("  warning: " + words);
            }
        });
        port("meter.port", settings.text(Key.METER_PORT));
        port("device.port", settings.text(Key.DEVICE_PORT));
        settings.placeholders().forEach((key, value) -> ofRoute(String.valueOf(key), String.valueOf(value)));
        console(settings);
        uplink(settings);
        disk(settings);
        clock();
        terminal.line(faults == 0 ? "No fault." : faults + (faults == 1 ? " fault." : " faults."));
        return faults == 0 ? 0 : UserError.CONFIG;
    }

    private boolean settingsAreThere() {
        return config != null || Files.exists(folder.path().resolve("config/nightflow.properties"));
    }

    private Settings settings() throws UserError {
        if (config == null) {
            return folder.settings();
        }
        return Settings.of(folder.path(), SettingsFile.read(CommandOptions.readable("--config", config)));
    }

    /** A broker that is away is no fault: rows wait for it. */
    private void uplink(Settings settings) {
        Optional<String> broker = settings.get(UplinkKey.BROKER);
        if (broker.isEmpty()) {
            return;
        }
        URI where = URI.create(broker.get());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(where.getHost(), where.getPort()), BROKER_MILLIS);
            tell("uplink", List.of(), broker.get() + " is there");
        } catch (IOException e) {
            tell(
                    "uplink",
                    List.of(),
                    broker.get() + " is not there (" + Failures.words(e) + "): rows would wait for it");
        }
    }

    /** Taken by a gateway that runs in this folder it is no fault. */
    private void console(Settings settings) throws IOException {
        if (settings.get(Key.CONSOLE_PORT) == 0) {
            return;
        }
        boolean runs = StatusCommand.isRunning(settings);
        List<String> found =
                runs ? List.of() : ConsolePort.trouble(settings).stream().toList();
        tell("console", found, runs ? "served by the gateway that runs" : "ok, " + ConsolePort.address(settings));
    }

    /** A setting of a route of one's own, where it is a port. */
    private void ofRoute(String key, String value) {
        warnOfSharedLink(key, value);
        if (key.startsWith("route.") && value.matches("/dev/.+|tcp:.+")) {
            port(key, value);
        }
    }

    private void warnOfSharedLink(String key, String path) {
        if (BusCheck.isSharedLink(path)) {
            terminal.line(
                    "  warning: " + key + ": the link " + path + " has no serial number in its name: two such adapters"
                            + " share it, and the last one wins. Name the one of /dev/serial/by-path");
        }
    }

    /** An absent port is no fault: the gateway waits for it. */
    private void port(String key, String path) {
        Path file = Path.of(path);
        if (PortSettings.isNone(path)) {
            tell(key, List.of(), "none, as it is set");
        } else if (path.startsWith("tcp:")) {
            tell(key, List.of(), path + ", connected to when the gateway runs");
        } else if (!Files.exists(file)) {
            tell(key, List.of(), path + " is not there: the gateway waits for it");
        } else if (!Files.isReadable(file) || !Files.isWritable(file)) {
            tell(key, List.of(path + ": permission denied. Add the user to group dialout"), "");
        } else {
            tell(key, List.of(), "ok, " + path);
        }
    }

    private void disk(Settings settings) {
        List<String> found = new ArrayList<>();
        Path existing = settings.path(Key.STAGING_DIRECTORY);
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        long free = existing.toFile().getUsableSpace();
        if (!settings.get(Key.STAGING_ANY_FILE_SYSTEM)) {
            FileSystemRule.refusal(existing)
                    .ifPresent(reason -> found.add(settings.path(Key.STAGING_DIRECTORY) + ": " + reason));
        }
        if (free < settings.get(Key.STAGING_FREE_MIN)) {
            found.add(existing + ": only " + free / 1_048_576 + " MiB are free, staging.free-min keeps "
                    + settings.text(Key.STAGING_FREE_MIN) + " for others. Make room");
        }
        if (!Files.isWritable(existing)) {
            found.add(existing + ": must be writable for this user");
        }
        tell("disk", found, "ok, " + free / 1_073_741_824 + " GiB free at " + existing);
    }

    private void clock() {
        boolean good = BootTime.of(InstantSource.system(), BuildTime.time()).isClockGood();
        tell(
                "clock",
                good
                        ? List.of()
                        : List.of("it stands at " + InstantSource.system().instant()
                                + ", before this program was built. " + "Set it, or wait for time synchronisation"),
                "ok");
    }

    private void tell(String part, List<String> found, String fine) {
        faults += found.size();
        terminal.line(String.format(
                "%-18s %s", part, found.isEmpty() ? fine : found.size() == 1 ? "1 fault" : found.size() + " faults"));
        found.forEach(fault -> terminal.line("  " + fault));
    }
}
