package io.nightflow.cli;

import io.nightflow.operate.StatusFiles;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a running gateway stands, from what it writes into its folder every half minute: nothing listens. */
@Command(
        name = "status",
        description = "How the running gateway stands: what is wrong, and each station's figures. Exit 0 where all is"
                + " well, 1 where it is not or no gateway runs.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    private static final Duration OLD = Duration.ofMinutes(2);

    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    @Option(names = "--json", description = "As JSON, for programs.")
    private boolean json;

    private final CommandOutput terminal = CommandOutput.standard();

    @Override
    public Integer call() throws UserError, IOException {
        Settings settings = folder.settings();
        Path file = StatusFiles.text(settings);
        List<String> lines = lines(file);
        if (!isOfARunningGateway(lines)) {
            throw UserError.failed("status: no gateway runs in " + settings.directory() + ", or this user may not read "
                    + file + ". Name its folder with --dir, or ask as the gateway's user");
        }
        boolean old = tellWhereOld(file);
        (json ? Files.readAllLines(StatusFiles.json(settings)) : lines).forEach(terminal::line);
        return !old && lines.contains("all is well") ? 0 : 1;
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    }

    /** Whether a gateway runs in the folder of these settings. */
    static boolean isRunning(Settings settings) throws IOException {
        return isOfARunningGateway(lines(StatusFiles.text(settings)));
    }

    private static boolean isOfARunningGateway(List<String> lines) {
        return !lines.isEmpty()
                && lines.get(0).matches("gateway [0-9]{1,18} .*")
                && ProcessHandle.of(Long.parseLong(lines.get(0).split(" ", -1)[1]))
                        .isPresent();
    }

    /** A gateway that hangs writes nothing: what it wrote before must not be taken for now. */
    private boolean tellWhereOld(Path file) throws IOException {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        Duration age = Duration.between(written, InstantSource.system().instant());
        if (age.compareTo(OLD) < 0) {
            return false;
        }
        terminal.error("status: what follows is " + age.toMinutes()
                + " minutes old: the gateway has not said how it stands since. Look at its log");
        return true;
    }
}
