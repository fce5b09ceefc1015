package io.nightflow.cli;

import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** A command that only holds others, all of one gateway's folder. */
abstract class FolderCommands implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Option(
            names = "--dir",
            scope = ScopeType.INHERIT,
            paramLabel = "DIR",
            defaultValue = "${sys:nightflow.data:-.}",
            description = "The gateway's folder (default: ${DEFAULT-VALUE}).")
    private Path directory = Path.of(".");

    @Override
    public void run() {
        CommandLine.usage(spec, System.out);
    }

    Settings settings() throws UserError {
        return Settings.read(directory.toAbsolutePath().normalize());
    }
}
