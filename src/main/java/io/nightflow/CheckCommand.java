package io.nightflow;

import io.nightflow.camel.routes.RouteFault;
import io.nightflow.camel.time.BootTime;
import io.nightflow.camel.time.GatewayClock;
import io.nightflow.forecast.LstmModel;
import io.nightflow.forecast.ModelCard;
import io.nightflow.staging.FileSystemRule;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
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
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    @Option(names = "--routes", paramLabel = "DIR", description = "Another folder of route files.")
    private @Nullable Path routes;

    @Option(names = "--config", paramLabel = "FILE", description = "Another file of settings.")
    private @Nullable Path config;

    private final Terminal terminal = Terminal.standard();
    private int faults;

    @Override
    public Integer call() throws Exception {
        Settings settings;
        try {
            settings = settings();
            tell("settings", List.of(), "ok");
        } catch (SettingsException e) {
            tell("settings", e.faults(), "");
            terminal.line("What depends on the settings is checked once they are right.");
            return Nightflow.EXIT_CONFIG;
        }
        routes(settings);
        tell("models", models(settings), "ok");
        port("meter.port", settings.text(Key.METER_PORT));
        port("device.port", settings.text(Key.DEVICE_PORT));
        disk(settings);
        clock();
        terminal.line(faults == 0 ? "No fault." : faults + (faults == 1 ? " fault." : " faults."));
        return faults == 0 ? 0 : Nightflow.EXIT_CONFIG;
    }

    private Settings settings() throws SettingsException, IOException {
        if (config == null) {
            return folder.settings();
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Options.readable("--config", config), StandardCharsets.UTF_8)) {
            properties.load(reader);
        }
        return Settings.of(folder.path(), properties);
    }

    /** With the steps of a gateway whose database and staging directory lie in a folder that is thrown away. */
    private void routes(Settings settings) throws Exception {
        Path files = routes == null ? RouteFiles.folder(settings.directory()) : routes.toAbsolutePath();
        try {
            List<String> found = TrialGateway.with(settings, GatewayClock.of(InstantSource.system()), gateway -> {
                tell("sensors", List.of(), "ok");
                RouteFiles.require(files);
                return gateway.routes().faults(files).stream()
                        .map(RouteFault::toString)
                        .toList();
            });
            tell("routes", found, "ok");
        } catch (SettingsException e) {
            tell("sensors and routes", e.faults(), "");
        }
    }

    private static List<String> models(Settings settings) throws IOException {
        List<String> found = new ArrayList<>();
        Path shipped = settings.path(Key.FORECAST_MODELS);
        if (!Files.isDirectory(shipped)) {
            return List.of(shipped + ": is not there. Copy the product's config/models, or name another folder with "
                    + Key.FORECAST_MODELS.text());
        }
        try (DirectoryStream<Path> models = Files.newDirectoryStream(shipped, "*.onnx")) {
            for (Path model : models) {
                Path card = Path.of(model.toString().replaceFirst("\\.onnx$", ".json"));
                try {
                    byte[] bytes = Files.readAllBytes(model);
                    LstmModel.open(bytes, ModelCard.parse(Files.readAllBytes(card)))
                            .close();
                } catch (IOException | IllegalArgumentException e) {
                    found.add(model + ": " + e.getMessage());
                }
            }
        }
        return found;
    }

    /** An absent port is no fault: the gateway waits for it. */
    private void port(String key, String path) {
        Path file = Path.of(path);
        if (path.startsWith("tcp:")) {
            tell(key, List.of(), path + ", connected to when the gateway runs");
        } else if (!Files.exists(file)) {
            tell(key, List.of(), path + " is not there: the gateway waits for it");
        } else if (!Files.isReadable(file) || !Files.isWritable(file)) {
            tell(key, List.of(path + ": permission denied. Add the user to group dialout"), "");
        } else {
            tell(key, List.of(), "ok, " + path);
        }
    }

    private void disk(Settings settings) throws IOException {
        List<String> found = new ArrayList<>();
        Path existing = settings.path(Key.STAGING_DIRECTORY);
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        long free = Files.getFileStore(existing).getUsableSpace();
        if (!settings.flag(Key.STAGING_ANY_FILE_SYSTEM)) {
            FileSystemRule.refusal(existing)
                    .ifPresent(reason -> found.add(settings.path(Key.STAGING_DIRECTORY) + ": " + reason));
        }
        if (free < settings.bytes(Key.STAGING_FREE_MIN)) {
            found.add(existing + ": only " + free / 1_048_576 + " MiB are free, staging.free-min keeps "
                    + settings.text(Key.STAGING_FREE_MIN) + " for others. Make room");
        }
        if (!Files.isWritable(existing)) {
            found.add(existing + ": must be writable for this user");
        }
        tell("disk", found, "ok, " + free / 1_073_741_824 + " GiB free at " + existing);
    }

    private void clock() {
        boolean good = BootTime.of(InstantSource.system(), Build.time()).isClockGood();
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
