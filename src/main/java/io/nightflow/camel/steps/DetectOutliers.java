package io.nightflow.camel.steps;

import io.nightflow.detect.OutlierDetector;
import io.nightflow.link.Message;
import io.nightflow.night.NightWindow;
import io.nightflow.reading.Finding;
import io.nightflow.reading.Forecast;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reading;
import io.nightflow.store.Judge;
import io.nightflow.store.ResultStore;
import java.time.InstantSource;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Judges every minute that has ended and is not judged yet, oldest first. */
public final class DetectOutliers {
    private static final Logger LOG = LoggerFactory.getLogger(DetectOutliers.class);
    private static final int MINUTES_A_TRANSACTION = 60;

    private final ResultStore store;
    private final OutlierDetector detector = new OutlierDetector();
    private final MeteringPoints points;
    private final NightWindow night;
    private final InstantSource clock;
    private final LongAdder judged = new LongAdder();

    /** Over this store, up to this clock's minute. */
    public DetectOutliers(ResultStore store, MeteringPoints points, NightWindow night, InstantSource clock) {
        this.store = store;
        this.points = points;
        this.night = night;
        this.clock = clock;
    }

    /** Judges what is due; nothing where it was done already. */
    public synchronized void judgeDue() {
        Minute now = Minute.containing(clock.instant());
        int minutes;
        do {
            minutes = store.judgeDue(now, MINUTES_A_TRANSACTION, this::judge).join();
            judged.add(minutes);
        } while (minutes == MINUTES_A_TRANSACTION);
    }

    private Judge.Judged judge(Reading reading, String memory, Forecast forecast) {
        OutlierDetector.Outcome outcome =
                detector.judge(reading, points.of(reading.sensor()), memory, night.contains(reading.minute()));
        log(reading, outcome.flow());
        log(reading, outcome.pressure());
        return new Judge.Judged(outcome.flow(), outcome.pressure(), outcome.memory(), row(reading, outcome, forecast));
    }

    private static void log(Reading reading, Finding finding) {
        if (finding.stages().hasOutlier()) {
            LOG.debug(
                    "outlier at {} of {}: {} ({})",
                    reading.minute(),
                    reading.sensor(),
                    finding.reason(),
                    finding.stages());
        }
    }

    private static String row(Reading reading, OutlierDetector.Outcome outcome, Forecast forecast) {
        return new Message.Result.Content(
                        reading.sensor(),
                        reading.minute().epochSecond(),
                        reading.flow(),
                        reading.pressure(),
                        outcome.flow().stages().digits(),
                        outcome.pressure().stages().digits(),
                        forecast.flow(),
                        forecast.pressure())
                .row();
    }

    /** Minutes judged since the start. */
    public long judged() {
        return judged.sum();
    }
}
