package io.nightflow.cli;

import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option {@code --dir} of commands, and what lies in that folder. */
final class GatewayFolder {
    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "${sys:nightflow.data:-.}",
            description = "The gateway's folder with config/ and routes/ (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of(".");

    /** As it is read from a command line. */
    GatewayFolder() {}

    /** This one, whatever a command line says. */
    GatewayFolder(Path directory) {
        this.directory = directory;
    }

    Path path() {
        return directory.toAbsolutePath().normalize();
    }

    Settings settings() throws UserError {
        required();
        return Settings.read(path());
    }

    /** A folder must be there, whatever is in it. */
    void required() throws UserError {
        if (!Files.isDirectory(path())) {
            throw UserError.usage("--dir: " + path() + " is " + (Files.exists(path()) ? "a file" : "not there")
                    + ". Name a gateway's folder");
        }
        if (!Files.isReadable(path()) || !Files.isExecutable(path())) {
            throw UserError.failed("--dir: this user may not look into " + path()
                    + ". Run it as the gateway's user: sudo -u nightflow nightflow ..");
        }
    }

    /** The database's file; refuses a folder without one, in the name of a command. */
    static Path database(String command, Settings settings) throws UserError {
        Path file = settings.path(Key.STORE_FILE);
        if (!Files.isRegularFile(file)) {
            throw UserError.failed(
                    command + ": there is no database " + file + ". Name the gateway's folder with --dir");
        }
        return file;
    }
}
