package io.nightflow.cli;

import io.nightflow.gateway.FolderLock;
import io.nightflow.reading.AlertWords;
import io.nightflow.settings.Key;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import io.nightflow.store.Database;
import io.nightflow.store.TapStore;
import io.nightflow.tap.TapStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Taps: how far each is, and the end of one that is not wanted any more. */
@Command(name = "taps", description = "List taps, forget one.", mixinStandardHelpOptions = true)
public final class TapsCommand extends FolderCommands {
    private static final String ROW = "%-24s %-10s %10s %8s %8s";

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Each tap: what it takes, its last number, how many wait for it, how many it never got.")
    int list() throws UserError {
        Settings settings = settings();
        try (Database database = Database.openToRead(GatewayFolder.database("taps", settings))) {
            List<TapStatus> taps = store(database, settings).all();
            System.out.println(String.format(ROW, "tap", "takes", "taken", "behind", "lost"));
            for (TapStatus tap : taps) {
                System.out.println(
                        String.format(ROW, tap.name(), tap.kind().word(), tap.taken(), tap.behind(), tap.lost()));
            }
            return 0;
        }
    }

    @Command(
            name = "forget",
            mixinStandardHelpOptions = true,
            description = "Forget a tap: should it come again, it begins anew. The gateway must stand.")
    int forget(@Parameters(paramLabel = "NAME", description = "As list shows it.") String name)
            throws UserError, IOException {
        Settings settings = settings();
        Path file = GatewayFolder.database("taps", settings);
        FolderLock lock = FolderLock.take(settings); // a route that runs would not know of it
        try (Database database = Database.open(file)) {
            if (!store(database, settings).forget(name)) {
                throw UserError.failed("taps: there is no tap " + name + ". ./nightflow taps list shows their names");
            }
        } finally {
            lock.close();
        }
        System.out.println("tap " + name + " is forgotten");
        return 0;
    }

    private static TapStore store(Database database, Settings settings) {
        return new TapStore(database, settings.text(Key.GATEWAY_ID), settings.zone(), AlertWords.ENGLISH);
    }
}
