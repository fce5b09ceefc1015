package io.nightflow.operate;

import io.nightflow.deliver.LaneSender;
import io.nightflow.deliver.Lanes;
import io.nightflow.link.Lane;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingStatus;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Staging directories and deliveries as operators see them. */
final class DeliveryFigures {
    private final InstantSource clock;
    private final Lanes lanes;
    private final RunningRoutes routes;

    DeliveryFigures(Watched watched) {
        clock = watched.clock();
        lanes = watched.lanes();
        routes = watched.routes();
    }

    List<FigureGroup> all() {
        return List.of(
                staging(Lane.RESULTS.word(), lanes.staging().results()),
                staging(Lane.ALERTS.word(), lanes.staging().alerts()),
                delivery(DeliveryHealth.RESULTS, lanes.results()),
                delivery(DeliveryHealth.ALERTS, lanes.alerts()));
    }

    private FigureGroup staging(String lane, StagingDirectory directory) {
        Supplier<StagingStatus> now = new Recently<>(() -> status(directory), System::nanoTime);
        Function<Function<StagingStatus, Object>, Supplier<Object>> of = value -> () -> value.apply(now.get());
        return new FigureGroup(
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
                        Figure.total(
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

    private FigureGroup delivery(String route, LaneSender lane) {
        return new FigureGroup(
                "delivery",
                route,
                List.of(
                        Figure.total("Delivered", "", "Rows acknowledged since the start", lane::delivered),
                        new Figure("State", "", "Whether it runs or is paused", () -> routes.state(route))),
                List.of(
                        new Operation(
                                "drainNow",
                                "Delivers what is staged, without waiting for the next time",
                                () -> routes.takeNow(route)),
                        new Operation("pause", "Delivers nothing until it is resumed; rows stay staged", () -> {
                            routes.pause(route);
                            return "paused";
                        }),
                        new Operation("resume", "Delivers again", () -> {
                            routes.resume(route);
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
}
