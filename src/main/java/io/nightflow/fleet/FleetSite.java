package io.nightflow.fleet;

import io.nightflow.detect.DetectOutliers;
import io.nightflow.detect.RefreshCriteria;
import io.nightflow.forecast.ForecastDemand;
import io.nightflow.night.MeasureNightFlow;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.settings.SensorsFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.site.DetectionWiring;
import io.nightflow.site.ForecastWiring;
import io.nightflow.store.CriteriaStore;
import io.nightflow.store.FleetDesk;
import io.nightflow.store.FleetIntake;
import io.nightflow.store.ForecastStores;
import io.nightflow.store.NightStore;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.ResultStore;
import io.nightflow.store.StoreException;
import io.nightflow.store.Transactions;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gateways that belong together: their rows in one store, and the judgement of zones whose parts hang on several of them. */
public final class FleetSite {
    private static final Logger LOG = LoggerFactory.getLogger(FleetSite.class);
    private static final int SENSORS_MAX = 2_000_000;
    private static final long OWNER_GONE_SECONDS = 60;

    private final String name;
    private final String worker;
    private final Settings settings;
    private final MeteringPoints points;
    private final Transactions database;
    private final InstantSource clock;
    private final FleetIntake intake;
    private final FleetDesk desk;
    private @Nullable Judgement judgement;

    /** What judges, with what it remembers. */
    private record Judgement(
            DetectOutliers detect, MeasureNightFlow nights, ForecastDemand forecasts, RefreshCriteria criteria) {}

    private FleetSite(
            String name,
            String worker,
            Settings settings,
            MeteringPoints points,
            Transactions database,
            InstantSource clock) {
        this.name = name;
        this.worker = worker;
        this.settings = settings;
        this.points = points;
        this.database = database;
        this.clock = clock;
        ReadingStore readings = new ReadingStore(database, SENSORS_MAX, points.zones());
        intake = new FleetIntake(database, readings);
        desk = new FleetDesk(database);
        readings.listSensors(points.named()).join();
    }

    /**
     * Opens a site.
     *
     * @param settings of the site: its clock, nights and rules are those of a gateway's file.
     * @throws SettingsException its list of sensors or of zones has faults.
     */
    public static FleetSite open(
            String name, String worker, Settings settings, Transactions database, InstantSource clock)
            throws SettingsException {
        return new FleetSite(name, worker, settings, SensorsFile.read(settings), database, clock);
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** Its tables. */
    public Transactions database() {
        return database;
    }

    /** What is known of its sensors and zones. */
    public MeteringPoints points() {
        return points;
    }

    FleetIntake intake() {
        return intake;
    }

    FleetDesk desk() {
        return desk;
    }

    /**
     * Judges what is due of zones, and of sensors that no gateway judges, where this worker has the right to; what another one
     * judges is left to it.
     *
     * @throws SettingsException the list of holidays has faults.
     */
    public synchronized void judge() throws SettingsException {
        long now = clock.instant().getEpochSecond();
        switch (desk.hold(worker, now, OWNER_GONE_SECONDS)) {
            case OTHERS -> judgement = null;
            case GAINED -> {
                LOG.info("site {}: judged by {}", name, worker);
                judgement = judgement();
            }
            case HELD -> judgement = judgement == null ? judgement() : judgement;
        }
        Judgement ours = judgement;
        if (ours == null) {
            return;
        }
        try {
            ours.forecasts().forecastFirst();
            ours.detect().judgeDue();
            ours.nights().measureDue();
            ours.criteria().refreshDue();
        } catch (RuntimeException e) {
            judgement = null; // what it remembers may not be what was committed
            throw e;
        }
    }

    private Judgement judgement() throws SettingsException {
        return new Judgement(
                DetectionWiring.judge(
                        settings,
                        ResultStore.ofWorker(database, worker),
                        points,
                        (reading, flow, pressure, flowAtHour, pressureAtHour) -> "",
                        clock),
                DetectionWiring.measure(settings, new NightStore(database), points, clock),
                ForecastWiring.demand(
                        settings,
                        ForecastStores.of(database),
                        (sensor, hour, quantity, means) -> "",
                        clock,
                        () -> true),
                DetectionWiring.refresh(settings, new CriteriaStore(database), clock));
    }

    /** Whether a failure says that another worker has taken over. */
    static boolean isTakenOver(Throwable failure) {
        return failure instanceof StoreException
                && String.valueOf(failure.getMessage()).contains("another worker judges");
    }
}
