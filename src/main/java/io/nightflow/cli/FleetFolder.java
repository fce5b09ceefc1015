package io.nightflow.cli;

import io.nightflow.settings.FleetSettings;
import io.nightflow.settings.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --dir} of commands of the fleet. */
final class FleetFolder {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${sys:nightflow.data:-.}",
            description = "The fleet's folder, with config/fleet.properties (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of(".");

    FleetSettings settings() throws UserError {
        Path folder = directory.toAbsolutePath().normalize();
        if (!Files.isDirectory(folder)) {
            throw UserError.usage("--dir: " + folder + " is " + (Files.exists(folder) ? "a file" : "not there")
                    + ". Name a fleet's folder");
        }
        return FleetSettings.read(folder);
    }
}
