package io.nightflow.cli;

import io.nightflow.operate.AlertDesk;
import io.nightflow.reading.AlertWords;
import io.nightflow.settings.Key;
import io.nightflow.settings.SensorsFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import io.nightflow.store.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Alerts: what was raised, and what people say of it. */
@Command(name = "alerts", description = "List alerts, answer them, announce work.", mixinStandardHelpOptions = true)
public final class AlertsCommand extends FolderCommands {
    @Command(name = "list", mixinStandardHelpOptions = true, description = "The newest alerts, the newest first.")
    int list(
            @Option(names = "--sensor", paramLabel = "SENSOR", description = "Of one sensor.") Optional<String> sensor,
            @Option(
                            names = "--max",
                            paramLabel = "N",
                            defaultValue = "50",
                            description = "How many (default: ${DEFAULT-VALUE}).")
                    int max)
            throws UserError {
        Settings settings = settings();
        try (Database database = Database.openToRead(GatewayFolder.database("alerts", settings))) {
            List<String> lines = desk(database, settings).list(sensor, max);
            System.out.println(lines.isEmpty() ? "no alerts" : String.join("\n", lines));
            return 0;
        }
    }

    @Command(
            name = "answer",
            mixinStandardHelpOptions = true,
            description =
                    "Say what an alert was: found, repaired, burst, hydrant, meter-work, planned, false, new-usual.")
    int answer(
            @Parameters(paramLabel = "NUMBER", description = "As list shows it.") long number,
            @Parameters(paramLabel = "KIND", description = "What it was.") String kind,
            @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "In your own words.")
                    String note,
            @Mixin WhoOption who)
            throws UserError {
        Settings settings = settings();
        try (Database database = Database.open(GatewayFolder.database("alerts", settings))) {
            System.out.println(desk(database, settings).answer(number, kind, who.name(), note));
            return 0;
        }
    }

    @Command(
            name = "pause",
            mixinStandardHelpOptions = true,
            description = "Announce work: what is raised in its time is kept, and told in one when it is over.")
    int pause(
            @Parameters(paramLabel = "SENSOR", description = "The sensor.") String sensor,
            @Parameters(paramLabel = "FROM", description = "Local time, such as 2026-11-28T08:00.") String from,
            @Parameters(paramLabel = "TO", description = "Local time.") String to,
            @Parameters(paramLabel = "REASON", description = "What is done.") String reason,
            @Mixin WhoOption who)
            throws UserError {
        Settings settings = settings();
        try (Database database = Database.open(GatewayFolder.database("alerts", settings))) {
            System.out.println(desk(database, settings).pause(sensor, from, to, reason, who.name()));
            return 0;
        }
    }

    private static AlertDesk desk(Database database, Settings settings) throws UserError {
        AlertWords words = new AlertWords(settings.get(Key.SITE_LANGUAGE), SensorsFile.read(settings));
        return new AlertDesk(database, settings.zone(), InstantSource.system(), words);
    }
}
