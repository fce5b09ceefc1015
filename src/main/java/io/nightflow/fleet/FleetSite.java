package io.nightflow.fleet;

import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Zone;
import io.nightflow.settings.SensorsFile;
import io.nightflow.settings.Settings;
import io.nightflow.settings.SettingsException;
import io.nightflow.store.FleetDesk;
import io.nightflow.store.FleetIntake;
import io.nightflow.store.ReadingStore;
import io.nightflow.store.StoreException;
import io.nightflow.store.Transactions;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
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
    private final DailyUpkeep upkeep;
    private final Settings settings;
    private final MeteringPoints points;
    private final Set<SensorId> zoneParts;
    private final Transactions database;
    private final InstantSource clock;
    private final FleetIntake intake;
    private final FleetDesk desk;
    private @Nullable SiteJudgement judgement;

    private FleetSite(
            String name,
            String worker,
            DailyUpkeep upkeep,
            Settings settings,
            MeteringPoints points,
            Transactions database,
            InstantSource clock) {
        this.name = name;
        this.worker = worker;
        this.upkeep = upkeep;
        this.settings = settings;
        this.points = points;
        zoneParts = points.zones().stream()
                .flatMap(zone -> zone.parts().stream())
                .map(Zone.Part::sensor)
                .collect(Collectors.toSet());
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
     * @param upkeep what is done for it once a day.
     * @param settings of the site: its clock, nights and rules are those of a gateway's file.
     * @throws SettingsException its list of sensors or of zones has faults.
     */
    static FleetSite open(
            String name,
            String worker,
            DailyUpkeep upkeep,
            Settings settings,
            Transactions database,
            InstantSource clock)
            throws SettingsException {
        return new FleetSite(name, worker, upkeep, settings, SensorsFile.read(settings), database, clock);
    }

    /** The settings of its folder. */
    public Settings settings() {
        return settings;
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

    /** Whether a zone of this site is made of a sensor. */
    boolean isPartOfZone(SensorId sensor) {
        return zoneParts.contains(sensor);
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
            case OTHERS -> letGo();
            case GAINED -> {
                LOG.info("site {}: judged by {}", name, worker);
                letGo();
                judgement = judgement();
            }
            case HELD -> judgement = judgement == null ? judgement() : judgement;
        }
        SiteJudgement ours = judgement;
        if (ours == null) {
            return;
        }
        try {
            ours.run();
        } catch (RuntimeException e) {
            letGo(); // what it remembers may not be what was committed
            throw e;
        }
    }

    /** Whether this worker judges it, which also brings it what is rolled out. */
    synchronized boolean isJudge() {
        return judgement != null;
    }

    private void letGo() {
        if (judgement != null) {
            judgement.close();
        }
        judgement = null;
    }

    private SiteJudgement judgement() throws SettingsException {
        return SiteJudgement.of(settings, points, database, worker, upkeep, clock);
    }

    /** Whether a failure says that another worker has taken over. */
    static boolean isTakenOver(Throwable failure) {
        return failure instanceof StoreException
                && String.valueOf(failure.getMessage()).contains("another worker judges");
    }
}
