package io.nightflow.cli;

import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import io.nightflow.store.Backup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Copies the database while the gateway runs. */
@Command(
        name = "backup",
        description =
                "Copy the database, also while the gateway runs; the copy is checked and on the disk when it ends.",
        mixinStandardHelpOptions = true)
public final class BackupCommand implements Callable<Integer> {
    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    @Parameters(paramLabel = "FILE", description = "The copy; must not exist.")
    private Path file = Path.of("backup.db");

    private final CommandOutput terminal = CommandOutput.standard();

    @Override
    public Integer call() throws UserError, IOException {
        Settings settings = folder.settings();
        Path database = GatewayFolder.database("backup", settings);
        Path into = file.toAbsolutePath().normalize().resolveSibling(".").normalize();
        if (!Files.isDirectory(into)) {
            throw UserError.failed("backup: there is no folder " + into + ". Make it, or name another");
        }
        if (Files.exists(file)) {
            throw UserError.failed("backup: " + file + " exists. Name a file that does not");
        }
        long readings = Backup.make(database, file.toAbsolutePath());
        if (readings == 0) {
            Files.delete(file);
            throw UserError.failed("backup: " + database
                    + " holds no reading, no copy was made. Name the gateway's folder" + " with --dir");
        }
        terminal.line(String.format(
                "%s: %,d readings, %,d bytes, checked. To restore: stop the gateway, remove %s and its -wal and -shm, copy"
                        + " this there",
                file, readings, Files.size(file), database));
        return 0;
    }
}
