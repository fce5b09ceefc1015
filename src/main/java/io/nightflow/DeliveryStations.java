package io.nightflow;

import io.nightflow.camel.delivery.DeliverLane;
import io.nightflow.camel.operate.Figure;
import io.nightflow.camel.operate.Operation;
import io.nightflow.camel.operate.Station;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingStatus;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.jspecify.annotations.Nullable;

/** Staging directories and deliveries as operators see them. */
final class DeliveryStations {
    private final InstantSource clock;
    private final StagingLanes staging;
    private final Delivery delivery;
    private final CamelContext context;
    private @Nullable Thread draining;

    DeliveryStations(Parts parts) {
        clock = parts.clock();
        staging = parts.staging();
        delivery = parts.delivery();
        context = parts.context();
    }

    List<Station> all() {
        return List.of(
                staging("results", staging.results()),
                staging("alerts", staging.alerts()),
                delivery(DeliveryHealth.RESULTS, delivery.results()),
                delivery(DeliveryHealth.ALERTS, delivery.alerts()));
    }

    private Station staging(String lane, StagingDirectory directory) {
        Supplier<StagingStatus> now = new Recently<>(() -> status(directory), System::nanoTime);
        Function<Function<StagingStatus, Object>, Supplier<Object>> of = value -> () -> value.apply(now.get());
        return new Station(
                "staging",
                lane,
                List.of(
                        new Figure(
                                "Rows",
                                "",
                                "Rows that wait for the device",
                                of.apply(status -> status.backlog().rows())),
                        new Figure(
                                "Files",
                                "",
                                "Staged minutes",
                                of.apply(status -> status.backlog().files())),
                        new Figure("Size", "bytes", "What they take on the disk", of.apply(StagingStatus::bytes)),
                        new Figure(
                                "NextNumber",
                                "",
                                "The next number to be given",
                                of.apply(status -> status.backlog().next())),
                        new Figure(
                                "Acknowledged",
                                "",
                                "The last number that the device has stored",
                                of.apply(status -> status.backlog().first() - 1)),
                        new Figure(
                                "OldestAge",
                                "seconds",
                                "Age of the oldest row that waits",
                                () -> OldestRow.age(directory, clock)),
                        new Figure("Dead", "", "Files and rows that are set aside", of.apply(StagingStatus::dead)),
                        new Figure(
                                "Refused",
                                "",
                                "Puts refused for want of room since the start",
                                of.apply(StagingStatus::refusals)),
                        new Figure(
                                "Level",
                                "",
                                "How near its bounds it is",
                                of.apply(status -> status.level().toString())),
                        new Figure(
                                "Device",
                                "",
                                "The device talked to last, and its starts",
                                of.apply(status -> status.device().isEmpty() ? "none" : status.device()))),
                List.of());
    }

    private Station delivery(String route, DeliverLane lane) {
        return new Station(
                "delivery",
                route,
                List.of(
                        new Figure("Delivered", "", "Rows acknowledged since the start", lane::delivered),
                        new Figure(
                                "State",
                                "",
                                "Whether it runs or is paused",
                                () -> String.valueOf(
                                        context.getRouteController().getRouteStatus(route)))),
                List.of(
                        new Operation(
                                "drainNow",
                                "Delivers what is staged, without waiting for the next time",
                                () -> drain(route)),
                        new Operation("pause", "Delivers nothing until it is resumed; rows stay staged", () -> {
                            change(() -> context.getRouteController().suspendRoute(route));
                            return "paused";
                        }),
                        new Operation("resume", "Delivers again", () -> {
                            change(() -> context.getRouteController().resumeRoute(route));
                            return "resumed";
                        })));
    }

    private static StagingStatus status(StagingDirectory directory) {
        try {
            return directory.status();
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    private synchronized String drain(String route) {
        Route running = context.getRoute(route);
        if (running == null || !(running.getConsumer() instanceof Runnable poll)) {
            return "the route " + route + " does not run";
        }
        if (draining != null && draining.isAlive()) {
            return "under way already";
        }
        Thread thread = new Thread(poll, "drain-now");
        draining = thread;
        thread.setDaemon(true);
        thread.start();
        return "begun";
    }

    /** What a route controller does. */
    private interface Change {
        void run() throws Exception;
    }

    private static void change(Change change) {
        try {
            change.run();
        } catch (Exception e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
