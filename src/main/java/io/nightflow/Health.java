package io.nightflow;

import io.nightflow.camel.operate.Condition;
import io.nightflow.camel.serial.SerialComponent;
import io.nightflow.store.Database;
import io.nightflow.store.DatabaseFacts;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;

/** What the gateway's health is made of: each part is well, or says what is wrong and what to do. */
final class Health {
    private static final long BEHIND_SECONDS_MAX = 600;
    private static final long BACKLOG_SECONDS_MAX = 3_600;

    private final Settings settings;
    private final InstantSource clock;
    private final Database database;
    private final DeliveryStations deliveries;
    private final BooleanSupplier clockIsGood;
    private final CamelContext context;

    Health(
            Settings settings,
            InstantSource clock,
            Database database,
            DeliveryStations deliveries,
            BooleanSupplier clockIsGood,
            CamelContext context) {
        this.settings = settings;
        this.clock = clock;
        this.database = database;
        this.deliveries = deliveries;
        this.clockIsGood = clockIsGood;
        this.context = context;
    }

    /** All parts. */
    List<Condition> conditions() {
        List<Condition> conditions = new ArrayList<>();
        conditions.add(new Condition("meter-line", () -> line(settings.text(Key.METER_PORT), Key.METER_SILENT_AFTER)));
        conditions.add(new Condition("device-line", () -> closed(settings.text(Key.DEVICE_PORT))));
        conditions.add(new Condition("disk", this::disk));
        conditions.add(new Condition(
                "clock",
                () -> clockIsGood.getAsBoolean()
                        ? Optional.empty()
                        : Optional.of("the clock stands before this program was built: set it, or wait for time"
                                + " synchronisation")));
        conditions.add(new Condition(
                "detection",
                () -> tooOld(
                        Stations.age(clock, DatabaseFacts.of(database).oldestDueMinute()),
                        BEHIND_SECONDS_MAX,
                        "the oldest minute that is not judged")));
        conditions.add(new Condition(
                "backlog",
                () -> tooOld(
                        deliveries.oldestResult(), BACKLOG_SECONDS_MAX, "the oldest row that waits for the device")));
        return conditions;
    }

    private Optional<String> line(String port, Key silentAfter) {
        long limit = settings.duration(silentAfter).toSeconds();
        SerialComponent.PortStatus status =
                context.getComponent("serial", SerialComponent.class).status(port);
        return status.open() && limit > 0 && status.silentSeconds() > limit
                ? Optional.of("line " + port + ": nothing has come for " + status.silentSeconds()
                        + " s. Check the cable and the meter")
                : closed(port);
    }

    private Optional<String> closed(String port) {
        SerialComponent.PortStatus status =
                context.getComponent("serial", SerialComponent.class).status(port);
        return status.open() ? Optional.empty() : Optional.of(status.state());
    }

    private Optional<String> disk() {
        long free = DatabaseFacts.of(database).freeBytes();
        return free < settings.bytes(Key.STAGING_FREE_MIN)
                ? Optional.of("only " + free / 1_048_576 + " MiB are free at " + database.file() + ". Make room")
                : Optional.empty();
    }

    private static Optional<String> tooOld(long age, long max, String what) {
        return age > max ? Optional.of(what + " is " + age / 60 + " minutes old") : Optional.empty();
    }
}
