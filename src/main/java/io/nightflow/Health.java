package io.nightflow;

import io.nightflow.camel.operate.Condition;
import io.nightflow.camel.operate.HeapUse;
import io.nightflow.camel.serial.SerialComponent;
import io.nightflow.store.DatabaseFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;

/**
 * What can keep a gateway from going on, in one list: each part is well, or says what is wrong and what to do. "All is
 * well" means that each of them was asked.
 */
final class Health {
    private static final long BEHIND_SECONDS_MAX = 600;
    private static final long NIGHT_BEHIND_SECONDS_MAX = 3_600;
    private static final long MEBIBYTE = 1_048_576;

    private final Parts parts;
    private final DeliveryHealth delivery;
    private final Supplier<DatabaseFacts> facts;
    private final BooleanSupplier routesRefused;

    Health(Parts parts, Supplier<DatabaseFacts> facts, BooleanSupplier routesRefused) {
        this.parts = parts;
        this.routesRefused = routesRefused;
        this.facts = facts;
        delivery = new DeliveryHealth(parts);
    }

    /** All parts. */
    List<Condition> conditions() {
        return List.of(
                new Condition("lines", this::lines),
                new Condition("readings", () -> optional(parts.collect().trouble())),
                new Condition("numbering", () -> parts.collect().stuckMeters()),
                new Condition("database", () -> optional(parts.database().trouble())),
                new Condition("disk", this::disk),
                new Condition("history", () -> optional(parts.history().trouble())),
                new Condition("clock", this::clock),
                new Condition(
                        "detection",
                        () -> tooOld(
                                facts.get().oldestDueMinute(),
                                BEHIND_SECONDS_MAX,
                                "the oldest minute that is not judged")),
                new Condition("night", this::night),
                new Condition("staging", delivery::staging),
                new Condition("delivery", delivery::lanes),
                new Condition("device", delivery::device),
                new Condition("backlog", delivery::backlog),
                new Condition("dead", delivery::dead),
                new Condition("alerts", this::alerts),
                new Condition("routes", this::routes),
                new Condition("route-files", this::routeFiles),
                new Condition("console", () -> optional(parts.console().trouble())),
                new Condition("memory", () -> optional(HeapUse.trouble())));
    }

    private static List<String> optional(Optional<String> trouble) {
        return trouble.stream().toList();
    }

    /** Each port that a route uses. */
    private List<String> lines() {
        SerialComponent serial = parts.context().getComponent("serial", SerialComponent.class);
        Map<String, String> names = LineNames.of(parts.settings());
        List<String> troubles = new ArrayList<>();
        for (String port : serial.ports()) {
            SerialComponent.PortStatus status = serial.status(port);
            String name = names.getOrDefault(port, String.join(", ", status.routes()));
            if (!status.open()) {
                troubles.add(name + ": " + status.state());
            } else if (status.muteSeconds() > 0) {
                String damaged = status.damaged().isEmpty() ? "" : ", and damaged lines: speed and parity";
                troubles.add(name + " on " + port + ": no reading has come for " + status.muteSeconds()
                        + " s. Check the cable and the meter" + damaged);
            }
        }
        return troubles;
    }

    private List<String> disk() {
        long free = facts.get().freeBytes();
        return free < parts.settings().bytes(Key.STAGING_FREE_MIN)
                ? List.of("only " + free / MEBIBYTE + " MiB are free at "
                        + parts.database().file() + ". Make room")
                : List.of();
    }

    private List<String> clock() {
        return switch (parts.bootTime().state()) {
            case BELIEVED -> List.of();
            case NONE ->
                List.of("the clock stands before this program was built: set it, or wait for time synchronisation");
            case FAR ->
                List.of(
                        "the clock is more than 31 days after all that is known here. Look whether it is right; if so, it"
                                + " is believed in a day");
            case DOUBTED ->
                List.of(
                        "the clock has jumped ahead by more than a day and is not believed. Set it right; if it is right,"
                                + " it is believed in a day");
        };
    }

    private List<String> night() {
        long grace = parts.settings().duration(Key.NIGHT_GRACE).toSeconds();
        return tooOld(
                facts.get().oldestDueWindow(),
                NIGHT_BEHIND_SECONDS_MAX + grace,
                "the oldest night flow that is not measured");
    }

    private List<String> tooOld(long epochSecond, long max, String what) {
        long age = Stations.age(parts.clock(), epochSecond);
        return age > max ? List.of(what + " is " + age / 60 + " minutes old") : List.of();
    }

    private List<String> alerts() {
        String reason = parts.offers().trouble();
        return reason.isEmpty()
                ? List.of()
                : List.of("alerts wait for direct:alert: " + reason + ". They are offered again each minute");
    }

    private List<String> routes() {
        List<String> troubles = new ArrayList<>();
        for (Route route : parts.context().getRoutes()) {
            ServiceStatus status = parts.context().getRouteController().getRouteStatus(route.getRouteId());
            if (!DeliveryHealth.isLane(route.getRouteId()) && !ServiceStatus.Started.equals(status)) {
                troubles.add("route " + route.getRouteId() + " does not run (" + status + "). Start it");
            }
        }
        troubles.addAll(parts.failures().words());
        return troubles;
    }

    private List<String> routeFiles() {
        return routesRefused.getAsBoolean()
                ? List.of("routes/ was changed and cannot run: what ran before goes on, a restart would fail. See"
                        + " ./nightflow check")
                : List.of();
    }
}
