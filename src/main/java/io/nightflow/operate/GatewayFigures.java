package io.nightflow.operate;

import io.nightflow.collect.CollectReadings;
import io.nightflow.forecast.ForecastReport;
import io.nightflow.reading.Quantity;
import io.nightflow.store.Database;
import io.nightflow.store.StageCounts;
import io.nightflow.store.StoreStatus;
import io.nightflow.time.GatewayClock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The stations of a gateway as operators see them. */
final class GatewayFigures {
    private static final String SECONDS = "seconds";
    private static final String BYTES = "bytes";

    private final GatewayClock clock;
    private final Database database;
    private final DeliveryFigures deliveries;
    private final Supplier<ForecastReport> forecasts;
    private final Lines lines;
    private final Meters meters;
    private final CollectReadings collect;
    private final List<Condition> conditions;
    private final Supplier<StoreStatus> facts;
    private final DeskOperations desk;

    GatewayFigures(Watched watched, List<Condition> conditions, Supplier<StoreStatus> facts) {
        clock = watched.clock();
        database = watched.database();
        deliveries = new DeliveryFigures(watched);
        forecasts = watched.forecasts();
        lines = watched.lines();
        meters = watched.meters();
        collect = watched.collect();
        this.conditions = conditions;
        this.facts = facts;
        desk = new DeskOperations(database, watched.settings().zone(), clock, watched.words());
    }

    /** All of them; a port that a route has begun to use is there from the next call on. */
    List<FigureGroup> all() {
        List<FigureGroup> stations = new ArrayList<>();
        stations.addAll(new LineFigures(lines, collect).all());
        stations.addAll(new MeterFigures(meters).all());
        stations.add(store());
        stations.add(detection());
        stations.add(night());
        stations.add(forecast());
        stations.addAll(deliveries.all());
        conditions.forEach(each -> stations.add(health(each)));
        return stations;
    }

    private FigureGroup store() {
        return new FigureGroup(
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

    private FigureGroup detection() {
        return new FigureGroup(
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

    private FigureGroup night() {
        return new FigureGroup(
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

    private FigureGroup forecast() {
        Supplier<ForecastReport> report = forecasts;
        return new FigureGroup(
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

    private static FigureGroup health(Condition condition) {
        return new FigureGroup(
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

    private StoreStatus facts() {
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
