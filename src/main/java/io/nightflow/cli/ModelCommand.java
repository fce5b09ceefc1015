package io.nightflow.cli;

import io.nightflow.evaluate.ForecastErrors;
import io.nightflow.forecast.ModelCard;
import io.nightflow.forecast.ModelRecords;
import io.nightflow.forecast.ModelRecords.State;
import io.nightflow.forecast.ModelRecords.Version;
import io.nightflow.settings.UserError;
import io.nightflow.store.Database;
import io.nightflow.store.ModelStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and chooses the models that forecast. */
@Command(
        name = "model",
        description = "Show and choose the models that forecast. A running gateway follows within a minute.",
        mixinStandardHelpOptions = true)
public final class ModelCommand extends FolderCommands {
    private final CommandOutput terminal = CommandOutput.standard();

    /** Something to do with the models of a database. */
    @FunctionalInterface
    private interface Work {
        int run(ModelStore store) throws UserError;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Every version that was offered: in use, kept, or refused with the reason.")
    int list() throws UserError {
        return look(store -> {
            List<Version> versions = store.versions();
            if (versions.isEmpty()) {
                terminal.line("none yet: the gateway takes what is in config/models when it starts");
            }
            for (Version version : versions) {
                terminal.line(String.format(
                        "%-8s %s  taken %s  %s%s",
                        version.quantity().word(),
                        version.version(),
                        version.takenAt(),
                        version.state().word(),
                        version.reason().isEmpty() ? "" : ": " + version.reason()));
            }
            return 0;
        });
    }

    @Command(name = "use", mixinStandardHelpOptions = true, description = "Forecast with this version from now on.")
    int use(
            @Parameters(paramLabel = "VERSION", description = "As model list shows it.") String version,
            @Option(names = "--force", description = "Even if it was refused.") boolean force)
            throws UserError {
        return change(store -> {
            Version found = find(store, version);
            if (found.state() == State.REFUSED && !force) {
                throw UserError.failed("using model " + version + ": it was refused, " + found.reason()
                        + ". To use it all the same: ./nightflow model use " + version + " --force");
            }
            store.use(found.quantity(), found.version()).join();
            terminal.line(found.quantity().word() + " is forecast with model " + version
                    + ", by a running gateway within a minute");
            return 0;
        });
    }

    @Command(
            name = "card",
            mixinStandardHelpOptions = true,
            description = "What a version was made of and how good it was.")
    int card(@Parameters(paramLabel = "VERSION", description = "As model list shows it.") String version)
            throws UserError {
        return look(store -> {
            Version found = find(store, version);
            byte[] json = store.content(found.quantity(), found.version())
                    .map(ModelRecords.Content::card)
                    .orElse(new byte[0]);
            terminal.line(new String(json, StandardCharsets.UTF_8).stripTrailing());
            ForecastErrors.table(ModelCard.parse(json).validation()).forEach(terminal::line);
            return 0;
        });
    }

    private static Version find(ModelStore store, String version) throws UserError {
        return store.versions().stream()
                .filter(each -> each.version().equals(version))
                .findFirst()
                .orElseThrow(() -> UserError.failed(
                        "model " + version + ": there is no such version. See them with ./nightflow model list"));
    }

    /** To look at them. */
    private int look(Work work) throws UserError {
        try (Database database = Database.openToRead(file())) {
            return work.run(new ModelStore(database));
        }
    }

    /** To change which is used. */
    private int change(Work work) throws UserError {
        try (Database database = Database.open(file())) {
            return work.run(new ModelStore(database));
        }
    }

    private Path file() throws UserError {
        return GatewayFolder.database("model", settings());
    }
}
