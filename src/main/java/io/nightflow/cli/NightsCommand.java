package io.nightflow.cli;

import io.nightflow.operate.NightDesk;
import io.nightflow.settings.UserError;
import io.nightflow.store.Database;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Nights: how they were judged, and why. */
@Command(
        name = "nights",
        description = "List the nights of a sensor, explain one, or say that one was usual.",
        mixinStandardHelpOptions = true)
public final class NightsCommand extends FolderCommands {
    @Command(name = "list", mixinStandardHelpOptions = true, description = "The newest nights, the newest first.")
    int list(
            @Parameters(paramLabel = "SENSOR", description = "The sensor.") String sensor,
            @Option(
                            names = "--max",
                            paramLabel = "N",
                            defaultValue = "30",
                            description = "How many (default: ${DEFAULT-VALUE}, up to 120).")
                    int max)
            throws UserError {
        try (Database database = Database.openToRead(file())) {
            List<String> lines = new NightDesk(database, InstantSource.system()).list(sensor, max);
            System.out.println(lines.isEmpty() ? "no nights of " + sensor : String.join("\n", lines));
            return 0;
        }
    }

    @Command(
            name = "explain",
            mixinStandardHelpOptions = true,
            description = "Baseline, weekday, spread, sum and limit of a night, and what would have been normal.")
    int explain(
            @Parameters(paramLabel = "SENSOR", description = "The sensor.") String sensor,
            @Parameters(paramLabel = "DAY", description = "The date of its morning, such as 2026-11-28.") String day)
            throws UserError {
        try (Database database = Database.openToRead(file())) {
            new NightDesk(database, InstantSource.system()).explain(sensor, day).forEach(System.out::println);
            return 0;
        }
    }

    @Command(
            name = "accept",
            mixinStandardHelpOptions = true,
            description = "Say that a night was a usual one; those after it are judged anew.")
    int accept(
            @Parameters(paramLabel = "SENSOR", description = "The sensor.") String sensor,
            @Parameters(paramLabel = "DAY", description = "The date of its morning, such as 2026-11-28.") String day,
            @Mixin WhoOption who)
            throws UserError {
        try (Database database = Database.open(file())) {
            System.out.println(new NightDesk(database, InstantSource.system()).accept(sensor, day, who.name()));
            return 0;
        }
    }

    private Path file() throws UserError {
        return GatewayFolder.database("nights", settings());
    }
}
