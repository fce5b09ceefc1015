package io.nightflow;

import io.nightflow.camel.operate.Condition;
import io.nightflow.camel.operate.Figure;
import io.nightflow.camel.operate.Station;
import io.nightflow.camel.steps.ForecastDemand;
import io.nightflow.camel.steps.ForecastReport;
import io.nightflow.camel.time.GatewayClock;
import io.nightflow.reading.Quantity;
import io.nightflow.store.Database;
import io.nightflow.store.DatabaseFacts;
import io.nightflow.store.StageCounts;
import java.time.Instant;
import java.time.InstantSource;
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
    private final ForecastDemand forecasts;
    private final CamelContext context;
    private final List<Condition> conditions;
    private final Supplier<DatabaseFacts> facts;
    private final DeskOperations desk;

    Stations(Parts parts, List<Condition> conditions, Supplier<DatabaseFacts> facts) {
        clock = parts.clock();
        database = parts.database();
        deliveries = new DeliveryStations(parts);
        forecasts = parts.forecasts();
        context = parts.context();
        this.conditions = conditions;
        this.facts = facts;
        desk = new DeskOperations(database, parts.settings().zone(), clock);
    }

    /** All of them; a port that a route has begun to use is there from the next call on. */
    List<Station> all() {
        List<Station> stations = new ArrayList<>();
        stations.addAll(new LineStations(context).all());
        stations.add(store());
        stations.add(detection());
        stations.add(night());
        stations.add(forecast());
        stations.addAll(deliveries.all());
        conditions.forEach(each -> stations.add(health(each)));
        return stations;
    }

    private Station store() {
        return new Station(
                "store",
                "database",
                List.of(
                        new Figure("Size", BYTES, "What the database takes on the disk", () -> facts().bytes()),
                        new Figure("DiskFree", BYTES, "What is free on its disk", () -> facts().freeBytes()),
                        new Figure(
                                "DaysLeft",
                                "days",
                                "How long the disk lasts at the pace so far; -1 in the first day",
                                () -> facts().daysLeft()),
                        new Figure(
                                "CommitP99",
                                "milliseconds",
                                "In which time 99 of 100 commits were on the disk, of the last 1,024",
                                database::commitMillisP99),
                        new Figure(
                                "OldestReading",
                                "",
                                "Minute of the oldest reading, UTC",
                                () -> at(facts().firstMinute())),
                        new Figure(
                                "NewestReading",
                                "",
                                "Minute of the newest reading, UTC",
                                () -> at(facts().lastMinute())),
                        new Figure(
                                "EarlyReadings",
                                "",
                                "Readings stamped ahead of our clock, which wait until it gets there",
                                () -> facts().early())),
                List.of());
    }

    private Station detection() {
        return new Station(
                "detection",
                "detect-outliers",
                List.of(
                        new Figure(
                                "Behind",
                                SECONDS,
                                "Age of the oldest minute that is not judged",
                                () -> behind(facts().oldestDueMinute())),
                        new Figure(
                                "StagesLastHour",
                                "",
                                "How often each method gave each stage in the last hour",
                                () -> StageCounts.since(
                                                database, clock.instant().getEpochSecond() - 3_600)
                                        .toString()),
                        new Figure(
                                "OpenEvents",
                                "",
                                "Events that have started and not ended",
                                () -> facts().openEvents())),
                desk.ofAlerts());
    }

    private Station night() {
        return new Station(
                "night",
                "measure-night-flow",
                List.of(
                        new Figure(
                                "Behind",
                                SECONDS,
                                "Age of the oldest ten minutes that are not measured",
                                () -> behind(facts().oldestDueWindow())),
                        new Figure("NewestNight", "", "The newest night with a verdict, by its morning", () -> {
                            long day = facts().lastNight();
                            return day == 0 ? "none" : LocalDate.ofEpochDay(day).toString();
                        })),
                desk.ofNights());
    }

    private Station forecast() {
        Supplier<ForecastReport> report = forecasts::report;
        return new Station(
                "forecast",
                "forecast-demand",
                List.of(
                        new Figure(
                                "MadeAt",
                                "",
                                "The hour that was forecast last, UTC",
                                () -> report.get().madeAt()),
                        new Figure(
                                "Models",
                                "",
                                "The models that run, by quantity and version",
                                () -> String.join(", ", report.get().models())),
                        new Figure(
                                "FlowServed",
                                "",
                                "How many sensors' flow each way forecasts",
                                () -> report.get().served(Quantity.FLOW).sensors()),
                        new Figure(
                                "FlowError",
                                "percent",
                                "Its error in 28 days, of that of last week's same hour, mean of the sensors",
                                () -> report.get().served(Quantity.FLOW).errorPercent()),
                        new Figure(
                                "PressureServed",
                                "",
                                "How many sensors' pressure each way forecasts",
                                () -> report.get().served(Quantity.PRESSURE).sensors()),
                        new Figure(
                                "PressureError",
                                "percent",
                                "Its error likewise",
                                () -> report.get().served(Quantity.PRESSURE).errorPercent())),
                List.of());
    }

    private static Station health(Condition condition) {
        return new Station(
                "health",
                condition.part(),
                List.of(
                        new Figure(
                                "Well",
                                "",
                                "Whether nothing is wrong with it",
                                () -> condition.troubles().isEmpty()),
                        new Figure(
                                "Trouble",
                                "",
                                "What is wrong with it and what to do",
                                () -> String.join("; ", condition.troubles()))),
                List.of());
    }

    private DatabaseFacts facts() {
        return facts.get();
    }

    private long behind(long minute) {
        return age(clock, minute);
    }

    /** Seconds since a time in epoch seconds; 0 where it is 0, for none. */
    static long age(InstantSource clock, long epochSecond) {
        return epochSecond == 0 ? 0 : Math.max(0, clock.instant().getEpochSecond() - epochSecond);
    }

    private static String at(long epochSecond) {
        return epochSecond == 0 ? "none" : Instant.ofEpochSecond(epochSecond).toString();
    }
}
