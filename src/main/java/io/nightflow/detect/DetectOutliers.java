package io.nightflow.detect;

import io.nightflow.night.NightWindows;
import io.nightflow.reading.AlertWords;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Zone;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges every minute that has ended and is not judged yet, oldest first, and notices sensors that are silent. */
public final class DetectOutliers {
    private static final Logger LOG = LoggerFactory.getLogger(DetectOutliers.class);
    private static final int MINUTES_A_TRANSACTION = 240;
    private static final int TURNS_APART_MAX = 5;
    private static final int HELD_MAX = 2_000; // 18 MB

    private final MinuteStore store;
    private final Judge<SensorState> judge;
    private final RememberedSensors<SensorState> sensors;
    private final MeteringPoints points;
    private final Duration silentAfter;
    private final InstantSource clock;
    private Minute listeningSince;
    private Minute lastTurn;
    private final LongAdder judged = new LongAdder();

    /** Over this store, up to this clock's minute; from now on the meters are heard. */
    public DetectOutliers(
            MinuteStore store,
            OutlierDetector detector,
            MeteringPoints points,
            NightWindows nights,
            ResultRows rows,
            Duration silentAfter,
            InstantSource clock) {
        this.store = store;
        this.judge = new SensorJudge(detector, points, nights, rows);
        this.sensors = new RememberedSensors<>(judge, HELD_MAX);
        this.points = points;
        this.silentAfter = silentAfter;
        this.clock = clock;
        this.listeningSince = Minute.containing(clock.instant());
        this.lastTurn = listeningSince;
    }

    /** Judges what is due; nothing where it was done already. */
    public synchronized void judgeDue() {
        Minute now = Minute.containing(clock.instant());
        if (now.isBefore(lastTurn) || lastTurn.plus(TURNS_APART_MAX).isBefore(now)) {
            listeningSince = now; // the clock was set, or this job stood still or failed: no sensor is to blame
        }
        MinuteStore.Progress progress;
        do {
            progress =
                    store.judgeDue(now, MINUTES_A_TRANSACTION, judge, sensors).join();
            sensors.committed();
            judged.add(progress.minutes());
        } while (progress.again());
        store.raiseSilence(now, silentAfter.toMinutes(), listeningSince, this::parts)
                .join()
                .forEach(alert -> LOG.warn(
                        "sensor {} is silent: {}", alert.sensor(), AlertWords.ENGLISH.sentence(alert.reason())));
        lastTurn = now;
    }

    private List<SensorId> parts(SensorId sensor) {
        return points.zone(sensor).stream()
                .flatMap(zone -> zone.parts().stream())
                .map(Zone.Part::sensor)
                .toList();
    }

    /** Minutes judged since the start. */
    public long judged() {
        return judged.sum();
    }
}
