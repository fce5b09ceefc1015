package io.nightflow.cli;

import io.nightflow.gateway.FolderLock;
import io.nightflow.operate.AlertDesk;
import io.nightflow.reading.Answer;
import io.nightflow.reading.SensorId;
import io.nightflow.settings.Settings;
import io.nightflow.settings.UserError;
import io.nightflow.store.AlertBook;
import io.nightflow.store.Database;
import io.nightflow.store.SensorNames;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sensors whose meter is exchanged or whose name changes; their history goes on. */
@Command(
        name = "sensors",
        description = "Enter the exchange of a meter, or the new name of a sensor; its history goes on.",
        mixinStandardHelpOptions = true)
public final class SensorsCommand extends FolderCommands {
    @Command(
            name = "exchange",
            mixinStandardHelpOptions = true,
            description = "A meter was exchanged on a day: the usual night flow is learnt anew from then on.")
    int exchange(
            @Parameters(paramLabel = "SENSOR", description = "The sensor.") String sensor,
            @Parameters(paramLabel = "DAY", description = "The day, such as 2026-11-28.") String day,
            @Option(names = "--note", paramLabel = "TEXT", defaultValue = "", description = "Number of the meter, ..")
                    String note,
            @Mixin WhoOption who)
            throws UserError {
        long date = day(day);
        Settings settings = settings();
        SensorId id;
        try (Database database = Database.open(GatewayFolder.database("sensors", settings))) {
            id = AlertDesk.known(database, sensor);
            new AlertBook(database)
                    .say(new Answer(
                            id,
                            date,
                            date,
                            Answer.Kind.METER_WORK,
                            AlertDesk.who(who.name()),
                            InstantSource.system().instant().getEpochSecond(),
                            note))
                    .join();
        }
        System.out.println("the meter of " + id + " was exchanged on " + day + ": "
                + "its history goes on, nights are compared with those from then on");
        return 0;
    }

    @Command(
            name = "rename",
            mixinStandardHelpOptions = true,
            description =
                    "A sensor has a new name: all that is known of it goes on under that. The gateway must stand.")
    int rename(
            @Parameters(paramLabel = "OLD", description = "The name so far.") String old,
            @Parameters(paramLabel = "NEW", description = "The new name.") String renamed)
            throws Exception {
        SensorId from = AlertDesk.sensor(old);
        SensorId to = AlertDesk.sensor(renamed);
        Settings settings = settings();
        Path file = GatewayFolder.database("sensors", settings);
        FolderLock lock = FolderLock.take(settings);
        try (Database database = Database.open(file)) {
            String fault = new SensorNames(database).rename(from, to).join();
            if (!fault.isEmpty()) {
                throw UserError.failed("renaming " + from + ": " + fault);
            }
        } finally {
            lock.close();
        }
        System.out.println(from + " is called " + to + " from now on. Change config/sensors.csv and the meter alike");
        return 0;
    }

    private static long day(String text) throws UserError {
        try {
            return LocalDate.parse(text).toEpochDay();
        } catch (DateTimeException e) {
            throw UserError.usage("DAY: must be a date such as 2026-11-28 (got " + text + ")");
        }
    }
}
