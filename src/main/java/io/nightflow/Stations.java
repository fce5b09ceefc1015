package io.nightflow;

import io.nightflow.camel.operate.Figure;
import io.nightflow.camel.operate.Operation;
import io.nightflow.camel.operate.Station;
import io.nightflow.camel.serial.SerialComponent;
import io.nightflow.camel.time.GatewayClock;
import io.nightflow.store.Database;
import io.nightflow.store.DatabaseFacts;
import io.nightflow.store.StageCounts;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** The stations of a gateway as operators see them. */
final class Stations {
    private static final String SECONDS = "seconds";
    private static final String BYTES = "bytes";

    private final GatewayClock clock;
    private final Database database;
    private final DeliveryStations deliveries;
    private final CamelContext context;

    Stations(GatewayClock clock, Database database, DeliveryStations deliveries, CamelContext context) {
        this.clock = clock;
        this.database = database;
        this.deliveries = deliveries;
        this.context = context;
    }

    /** All of them; a port that a route has begun to use is there from the next call on. */
    List<Station> all() {
        List<Station> stations = new ArrayList<>();
        serial().ports().stream().sorted().forEach(port -> stations.add(line(port)));
        stations.add(store());
        stations.add(detection());
        stations.add(night());
        stations.addAll(deliveries.all());
        return stations;
    }

    private Station line(String port) {
        Supplier<SerialComponent.PortStatus> status = () -> serial().status(port);
        return new Station(
                "line",
                port,
                List.of(
                        figure(
                                "State",
                                "",
                                "open, or why the port is not open",
                                () -> status.get().state()),
                        figure(
                                "Open",
                                "",
                                "Whether the port is open",
                                () -> status.get().open()),
                        figure(
                                "BytesReceived",
                                BYTES,
                                "Bytes received since the start",
                                () -> status.get().bytes()),
                        figure(
                                "LinesReceived",
                                "",
                                "Lines received since the start, whole and damaged",
                                () -> status.get().lines()),
                        figure(
                                "LinesDamaged",
                                "",
                                "Lines dropped since the start",
                                () -> status.get().damaged().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()),
                        figure(
                                "DamageByReason",
                                "",
                                "Lines dropped since the start, by reason",
                                () -> status.get().damaged().toString()),
                        figure(
                                "TimesOpened",
                                "",
                                "How often the port was opened",
                                () -> status.get().timesOpened()),
                        figure(
                                "SilentSince",
                                SECONDS,
                                "Time since the last line",
                                () -> status.get().silentSeconds())),
                List.of(new Operation("reopen", "Closes the port and opens it again", () -> {
                    serial().reopen(port);
                    return "closed, it is opened again within a second";
                })));
    }

    private Station store() {
        return new Station(
                "store",
                "database",
                List.of(
                        figure("Size", BYTES, "What the database takes on the disk", () -> facts().bytes()),
                        figure("DiskFree", BYTES, "What is free on its disk", () -> facts().freeBytes()),
                        figure(
                                "DaysLeft",
                                "days",
                                "How long the disk lasts at the pace so far; -1 in the first day",
                                () -> facts().daysLeft()),
                        figure(
                                "CommitP99",
                                "milliseconds",
                                "In which time 99 of the last 100 commits were on the disk",
                                database::commitMillisP99),
                        figure(
                                "OldestReading",
                                "",
                                "Minute of the oldest reading, UTC",
                                () -> at(facts().firstMinute())),
                        figure(
                                "NewestReading",
                                "",
                                "Minute of the newest reading, UTC",
                                () -> at(facts().lastMinute()))),
                List.of());
    }

    private Station detection() {
        return new Station(
                "detection",
                "detect-outliers",
                List.of(
                        figure(
                                "Behind",
                                SECONDS,
                                "Age of the oldest minute that is not judged",
                                () -> behind(facts().oldestDueMinute())),
                        figure(
                                "StagesLastHour",
                                "",
                                "How often each method gave each stage in the last hour",
                                () -> StageCounts.since(
                                                database, clock.instant().getEpochSecond() - 3_600)
                                        .toString()),
                        figure("OpenEvents", "", "Events that have started and not ended", () -> facts().openEvents())),
                List.of());
    }

    private Station night() {
        return new Station(
                "night",
                "measure-night-flow",
                List.of(
                        figure(
                                "Behind",
                                SECONDS,
                                "Age of the oldest ten minutes that are not measured",
                                () -> behind(facts().oldestDueWindow())),
                        figure("NewestNight", "", "The newest night with a verdict, by its morning", () -> {
                            long day = facts().lastNight();
                            return day == 0 ? "none" : LocalDate.ofEpochDay(day).toString();
                        })),
                List.of());
    }

    private DatabaseFacts facts() {
        return DatabaseFacts.of(database);
    }

    private SerialComponent serial() {
        return context.getComponent("serial", SerialComponent.class);
    }

    private long behind(long minute) {
        return minute == 0 ? 0 : Math.max(0, clock.instant().getEpochSecond() - minute);
    }

    private static String at(long epochSecond) {
        return epochSecond == 0 ? "none" : Instant.ofEpochSecond(epochSecond).toString();
    }

    static Figure figure(String name, String unit, String description, Supplier<Object> value) {
        return new Figure(name, unit, description, value);
    }
}
