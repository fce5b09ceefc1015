package io.nightflow.cli;

import io.nightflow.detect.CriteriaRecords.Version;
import io.nightflow.detect.RefreshCriteria;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import io.nightflow.site.DetectionWiring;
import io.nightflow.store.CriteriaStore;
import io.nightflow.store.Database;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** For the operator: what detection compares with. Works beside a running gateway. */
@Command(
        name = "criteria",
        description = "Look at what detection compares with, build it anew, or go back to an older version.",
        mixinStandardHelpOptions = true)
public final class CriteriaCommand extends FolderCommands {
    private interface Work {
        int run(CriteriaStore store, RefreshCriteria refresh) throws UserError;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "List all versions; * is in use.")
    int list() throws UserError {
        try (Database database = Database.openToRead(GatewayFolder.database("criteria", settings()))) {
            List<Version> versions = new CriteriaStore(database).versions();
            print(versions.isEmpty() ? "no criteria yet: a sensor gets them once it has two weeks of readings" : TITLE);
            versions.forEach(CriteriaCommand::print);
            return 0;
        }
    }

    @Command(
            name = "rebuild",
            mixinStandardHelpOptions = true,
            description = "Build criteria from history, of one sensor or of all.")
    int rebuild(@Parameters(paramLabel = "SENSOR", arity = "0..1", description = "The sensor.") String sensor)
            throws UserError {
        return with((store, refresh) -> {
            List<SensorId> sensors = sensor == null ? store.sensors() : List.of(known(store, sensor));
            int built = 0;
            for (SensorId one : sensors) {
                List<RefreshCriteria.Built> done = refresh.rebuild(one);
                done.forEach(each -> print(RefreshCriteria.words(each)));
                if (done.isEmpty()) {
                    print(one + ": less than two weeks of believed readings, nothing was built");
                }
                built += done.size();
            }
            return built == 0 ? 1 : 0;
        });
    }

    @Command(name = "restore", mixinStandardHelpOptions = true, description = "Judge by an older version again.")
    int restore(
            @Parameters(paramLabel = "SENSOR", description = "The sensor.") String sensor,
            @Parameters(paramLabel = "QUANTITY", description = "flow or pressure.") String quantity,
            @Parameters(paramLabel = "VERSION", description = "As list shows it.") int version)
            throws UserError {
        Quantity of = Quantity.find(quantity)
                .orElseThrow(() -> UserError.usage("QUANTITY: must be flow or pressure (got " + quantity + ")"));
        return with((store, refresh) -> {
            if (!refresh.restore(known(store, sensor), of, version)) {
                throw fault("restoring criteria of " + sensor + ": there is no version " + version + " for " + quantity
                        + ". ./nightflow criteria list shows them");
            }
            print(sensor + " " + quantity + " is judged by version " + version);
            return 0;
        });
    }

    private static final String TITLE = String.format(
            "%-32s %-9s %8s   %-20s %-17s %-17s %10s", "sensor", "quantity", "version", "source", "from", "to", "mean");

    private static void print(Version version) {
        print(String.format(
                Locale.ROOT,
                "%-32s %-9s %7d%s   %-20s %-17s %-17s %10s",
                version.sensor(),
                version.quantity().word(),
                version.version(),
                version.isInUse() ? "*" : " ",
                version.source(),
                version.from(),
                version.to(),
                Decimal.text(Math.rint(version.mean() * 100) / 100)));
    }

    private int with(Work work) throws UserError {
        Settings settings = settings();
        try (Database database = Database.open(GatewayFolder.database("criteria", settings))) {
            CriteriaStore store = new CriteriaStore(database);
            return work.run(store, DetectionWiring.refresh(settings, store, InstantSource.system()));
        }
    }

    private static SensorId known(CriteriaStore store, String sensor) throws UserError {
        return store.sensors().stream()
                .filter(id -> id.text().equals(sensor))
                .findFirst()
                .orElseThrow(() -> fault("criteria: sensor " + sensor
                        + " is not in the database. ./nightflow criteria list shows those that are"));
    }

    private static UserError fault(String words) {
        return UserError.failed(words);
    }

    private static void print(String line) {
        System.out.println(line);
    }
}
