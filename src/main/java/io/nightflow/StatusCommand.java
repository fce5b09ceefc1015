package io.nightflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How a running gateway stands, from the text that it writes into its folder every half minute: nothing listens. */
@Command(
        name = "status",
        description = "How the running gateway stands: each station's figures, and what is wrong.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private GatewayFolder folder = new GatewayFolder();

    private final Terminal terminal = Terminal.standard();

    @Override
    public Integer call() throws SettingsException, IOException {
        Settings settings = folder.settings();
        Path file = file(settings);
        List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
        boolean runs = !lines.isEmpty()
                && lines.get(0).matches("gateway [0-9]+ .*")
                && ProcessHandle.of(Long.parseLong(lines.get(0).split(" ", -1)[1]))
                        .isPresent();
        if (!runs) {
            throw new SettingsException(
                    List.of("status: no gateway runs in " + settings.directory() + ", or this user may not read " + file
                            + ". Name its folder with --dir, or ask as the gateway's user"));
        }
        lines.forEach(terminal::line);
        return 0;
    }

    /** Where the gateway writes it. */
    static Path file(Settings settings) {
        return settings.path(Key.STORE_FILE).resolveSibling("nightflow.status");
    }
}
