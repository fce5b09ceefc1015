package io.nightflow.simulation;

import io.nightflow.collect.AcceptedTimes;
import io.nightflow.collect.CollectReadings;
import io.nightflow.collect.MeterClocks;
import io.nightflow.collect.ReleaseHeldReadings;
import io.nightflow.collect.UntimedReadings;
import io.nightflow.deliver.AlertsToStaging;
import io.nightflow.deliver.DeviceLine;
import io.nightflow.deliver.LineTurn;
import io.nightflow.deliver.ResultRow;
import io.nightflow.deliver.ResultsToStaging;
import io.nightflow.deliver.SteppedLane;
import io.nightflow.detect.DetectOutliers;
import io.nightflow.detect.OutlierDetector;
import io.nightflow.link.Duplex;
import io.nightflow.link.Lane;
import io.nightflow.link.ThinnedRows;
import io.nightflow.night.JudgeNights;
import io.nightflow.night.MeasureNightFlow;
import io.nightflow.operate.Retention;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.MeterSample;
import io.nightflow.reading.Minute;
import io.nightflow.staging.Quota;
import io.nightflow.staging.StagingDirectory;
import io.nightflow.staging.StagingOptions;
import io.nightflow.store.AlertStore;
import io.nightflow.store.Audience;
import io.nightflow.store.ClockStore;
import io.nightflow.store.Database;
import io.nightflow.store.HeldReadings;
import io.nightflow.store.NightStore;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import io.nightflow.store.TapStore;
import io.nightflow.store.WrappedDatabase;
import io.nightflow.tap.TapKind;
import io.nightflow.time.BootTime;
import io.nightflow.time.GatewayClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The gateway from one start to its end: its own parts, over a database and a disk that may fail. */
final class GatewayLife implements AutoCloseable {
    private static final Duration KEPT = Duration.ofDays(60);
    private static final Duration SILENT_AFTER = Duration.ofMinutes(15);
    private static final Duration FUTURE_MAX = Duration.ofMinutes(5);

    private final Database database;
    private final StagingDirectory results;
    private final StagingDirectory alerts;
    private final CollectReadings collect;
    private final ReleaseHeldReadings time;
    private final Retention history;
    private final GatewayClock clock;
    private final TapStore taps;
    private boolean tapIsOpen;
    private final Optional<TapListener> listener;
    private final DetectOutliers detect;
    private final AlertsToStaging raise;
    private final ResultsToStaging stage;
    private final MeasureNightFlow measure;
    private final SteppedLane resultsLane;
    private final SteppedLane alertsLane;

    /**
     * What a life is made of.
     *
     * @param boot the name of the machine's boot.
     * @param listener who taps the results; empty where nobody ever takes one.
     */
    record Parts(
            Agenda agenda,
            String boot,
            CommitFaults commits,
            PowerDisk disk,
            Consumer<List<String>> toDevice,
            Quota quota,
            Optional<TapListener> listener) {}

    /**
     * Opens the database and the staging directories.
     *
     * @param ahead how far the clock of the night job is ahead, a planted fault.
     * @throws IOException a planted fault; what was opened is closed again.
     */
    GatewayLife(Parts parts, Path file, Path staging, Duration ahead) throws IOException {
        BootTime bootTime =
                new BootTime(parts.boot(), () -> parts.agenda().now() / 1_000, parts.agenda(), Instant.EPOCH);
        clock = GatewayClock.of(parts.agenda(), bootTime);
        results = StagingDirectory.open(staging.resolve("results"), options(parts, "RFTQ"), parts.disk());
        alerts = openAlerts(parts, staging);
        database = WrappedDatabase.open(file, parts.commits()::around);
        ReadingStore readings = new ReadingStore(database, Site.UNLISTED_MAX);
        AcceptedTimes bounds = new AcceptedTimes(clock, FUTURE_MAX);
        ClockStore clocks = new ClockStore(database);
        clocks.read()
                .ifPresent(row -> bootTime.restore(
                        new BootTime.Known(row.boot(), row.bootSecond(), row.wall(), row.shown(), row.agreedSince())));
        UntimedReadings timeless = new UntimedReadings(new HeldReadings(database), bootTime, new MeterClocks());
        collect = new CollectReadings(readings, ReadingStore.Kind.LIVE, Site.POINTS, bounds, Optional.of(timeless));
        time = new ReleaseHeldReadings(timeless, readings, new AlertStore(database), clocks, clock);
        history = new Retention(
                database, new Retention.Bounds(KEPT, Long.MAX_VALUE, 0, Duration.ofDays(7)), clock, bootTime);
        taps = new TapStore(database, "simulated", ZoneOffset.UTC, AlertWords.ENGLISH);
        listener = parts.listener();
        ResultStore judged = new ResultStore(database);
        detect = new DetectOutliers(
                judged, new OutlierDetector(Site.RULES), Site.POINTS, Site.NIGHTS, ResultRow::of, SILENT_AFTER, clock);
        raise = new AlertsToStaging(
                new AlertStore(database), judged.identity(), alerts, any -> true, AlertWords.ENGLISH);
        stage = new ResultsToStaging(judged, Audience.DEVICE, results, rows -> rows);
        measure = measure(database, () -> clock.instant().plus(ahead));
        DeviceLine line = new Line(parts.toDevice());
        resultsLane = new SteppedLane(Lane.RESULTS, results, line, clock, parts.agenda()::now);
        alertsLane = new SteppedLane(Lane.ALERTS, alerts, line, clock, parts.agenda()::now);
    }

    static MeasureNightFlow measure(Database database, InstantSource clock) {
        JudgeNights judge = new JudgeNights(Site.NIGHTS, Site.POINTS, Site.GRACE, clock);
        return new MeasureNightFlow(new NightStore(database), Site.NIGHTS, judge, Site.GRACE, clock);
    }

    private StagingDirectory openAlerts(Parts parts, Path staging) throws IOException {
        try {
            return StagingDirectory.open(staging.resolve("alerts"), options(parts, "E"), parts.disk());
        } catch (IOException | RuntimeException | Error e) {
            results.close();
            throw e;
        }
    }

    private static StagingOptions options(Parts parts, String rowTypes) {
        boolean thins = rowTypes.contains("T");
        return new StagingOptions(
                "gw",
                parts.agenda().instant().getEpochSecond(),
                thins ? parts.quota() : Quota.NONE,
                10,
                0,
                true,
                thins ? Optional.of(ThinnedRows::of) : Optional.empty(),
                rowTypes,
                parts.agenda());
    }

    private record Line(Consumer<List<String>> toDevice, LineTurn turn) implements DeviceLine {
        Line(Consumer<List<String>> toDevice) {
            this(toDevice, new LineTurn(Duplex.FULL));
        }

        @Override
        public void send(List<String> bodies) {
            toDevice.accept(bodies);
        }

        @Override
        public int baud() {
            return 9_600;
        }

        @Override
        public long unansweredMillis() {
            return 0;
        }

        @Override
        public long idleMillis() {
            return 0;
        }

        @Override
        public void reopen() {
            // the cable is as good as before
        }
    }

    /** Lines of the meter in, answers out. */
    List<String> collect(List<String> bodies) {
        return collect.collect(bodies);
    }

    /** What meters have said that were asked. */
    void polled(List<MeterSample> samples, long nanos) {
        collect.takeSamples(samples, nanos);
    }

    /** What the route detect-outliers does. */
    void everyMinute() throws IOException {
        openTap();
        time.keepTime();
        detect.judgeDue();
        raise.stageRaised();
        stage.stageJudged();
        listener.ifPresent(each -> each.take(taps));
        history.prune();
    }

    private void openTap() {
        if (!tapIsOpen) {
            taps.open(TapListener.NAME, TapKind.RESULTS, new TapStore.Start.Now(), Minute.containing(clock.instant()));
            tapIsOpen = true;
        }
    }

    void measure() {
        measure.measureDue();
    }

    void drain(Lane lane) throws IOException {
        (lane == Lane.RESULTS ? resultsLane : alertsLane).poll();
    }

    void received(String body) throws IOException {
        resultsLane.received(body);
        alertsLane.received(body);
    }

    void tick() throws IOException {
        resultsLane.tick();
        alertsLane.tick();
    }

    Database database() {
        return database;
    }

    /** Whether everything is across. */
    boolean isAtRest() throws IOException {
        return results.backlog().rows() == 0 && alerts.backlog().rows() == 0;
    }

    @Override
    public void close() throws IOException {
        database.close();
        results.close();
        alerts.close();
    }
}
