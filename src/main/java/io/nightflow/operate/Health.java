package io.nightflow.operate;

import io.nightflow.settings.Key;
import io.nightflow.settings.LineNames;
import io.nightflow.store.StoreStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What can keep a gateway from going on, in one list: each part is well, or says what is wrong and what to do. "All is
 * well" means that each of them was asked.
 */
final class Health {
    private static final long BEHIND_SECONDS_MAX = 600;
    private static final long NIGHT_BEHIND_SECONDS_MAX = 3_600;
    private static final long MEBIBYTE = 1_048_576;

    private final Watched watched;
    private final DeliveryHealth delivery;
    private final Supplier<StoreStatus> facts;

    Health(Watched watched, Supplier<StoreStatus> facts) {
        this.watched = watched;
        this.facts = facts;
        delivery = new DeliveryHealth(watched);
    }

    /** All watched. */
    List<Condition> conditions() {
        return List.of(
                new Condition("lines", this::lines),
                new Condition("meters", this::meters),
                new Condition("readings", () -> optional(watched.collect().trouble())),
                new Condition("numbering", () -> watched.collect().stuckMeters()),
                new Condition("database", () -> optional(watched.database().trouble())),
                new Condition("disk", this::disk),
                new Condition("history", () -> optional(watched.history().trouble())),
                new Condition("clock", this::clock),
                new Condition(
                        "detection",
                        () -> tooOld(
                                facts.get().oldestDueMinute(),
                                BEHIND_SECONDS_MAX,
                                "the oldest minute that is not judged")),
                new Condition("night", this::night),
                new Condition("zones", watched.zones()::troubles),
                new Condition("staging", delivery::staging),
                new Condition("delivery", delivery::lanes),
                new Condition("device", delivery::device),
                new Condition("backlog", delivery::backlog),
                new Condition("dead", delivery::dead),
                new Condition("taps", this::taps),
                new Condition("uplink", watched.uplink()),
                new Condition("routes", this::routes),
                new Condition("route-files", this::routeFiles),
                new Condition("console", () -> optional(watched.consoleTrouble())),
                new Condition("memory", () -> optional(HeapUse.trouble())));
    }

    private static List<String> optional(Optional<String> trouble) {
        return trouble.stream().toList();
    }

    /** Each port that a route uses. */
    private List<String> lines() {
        Map<String, String> names = LineNames.of(watched.settings());
        List<String> troubles = new ArrayList<>();
        for (String port : watched.lines().ports()) {
            Lines.PortStatus status = watched.lines().status(port);
            String name = names.getOrDefault(port, String.join(", ", status.routes()));
            if (!status.open()) {
                troubles.add(name + ": " + status.state());
            } else if (unread(port, status).isPresent()) {
                troubles.add(name + " on " + port + ": not one of its lines can be read: "
                        + unread(port, status).get() + ". Check speed, parity and pattern: ./nightflow listen");
            } else if (status.muteSeconds() > 0) {
                String damaged = status.damaged().isEmpty() ? "" : ", and damaged lines: speed and parity";
                troubles.add(name + " on " + port + ": no reading has come for " + status.muteSeconds()
                        + " s. Check the cable and the meter" + damaged);
            }
        }
        return troubles;
    }

    private List<String> meters() {
        List<String> troubles = new ArrayList<>(MeterFigures.troubles(watched.meters()));
        troubles.addAll(watched.collect().doubtedMeters());
        return troubles;
    }

    private Optional<String> unread(String port, Lines.PortStatus status) {
        return status.unreadable().isEmpty()
                ? watched.collect().unread(port).droppedAll()
                : Optional.of(status.unreadable());
    }

    private List<String> disk() {
        long free = facts.get().freeBytes();
        return free < watched.settings().get(Key.STAGING_FREE_MIN)
                ? List.of("only " + free / MEBIBYTE + " MiB are free at "
                        + watched.database().file() + ". Make room")
                : List.of();
    }

    private List<String> clock() {
        return switch (watched.bootTime().state()) {
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
        long grace = watched.settings().get(Key.NIGHT_GRACE).toSeconds();
        return tooOld(
                facts.get().oldestDueWindow(),
                NIGHT_BEHIND_SECONDS_MAX + grace,
                "the oldest night flow that is not measured");
    }

    private List<String> tooOld(long epochSecond, long max, String what) {
        long age = GatewayFigures.age(watched.clock(), epochSecond);
        return age > max ? List.of(what + " is " + age / 60 + " minutes old") : List.of();
    }

    private List<String> taps() {
        return watched.taps().taps().stream()
                .filter(tap -> !tap.trouble().isEmpty())
                .map(Taps.Flow::words)
                .toList();
    }

    private List<String> routes() {
        List<String> troubles = new ArrayList<>();
        RunningRoutes routes = watched.routes();
        for (String route : routes.ids()) {
            if (!DeliveryHealth.isLane(route) && !routes.runs(route)) {
                troubles.add("route " + route + " does not run (" + routes.state(route) + "). Start it");
            }
        }
        troubles.addAll(routes.failures());
        return troubles;
    }

    private List<String> routeFiles() {
        return watched.routes().areFilesRefused()
                ? List.of("routes/ was changed and cannot run: what ran before goes on, a restart would fail. See"
                        + " ./nightflow check")
                : List.of();
    }
}
