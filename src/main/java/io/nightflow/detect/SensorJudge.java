package io.nightflow.detect;

import io.nightflow.night.NightWindows;
import io.nightflow.reading.MeteringPoints;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ties the detector to the database: what is remembered comes from there and goes back there. */
final class SensorJudge implements Judge<SensorState> {
    private static final Logger LOG = LoggerFactory.getLogger(SensorJudge.class);

    private final OutlierDetector detector;
    private final MeteringPoints points;
    private final NightWindows nights;
    private final ResultRows rows;

    SensorJudge(OutlierDetector detector, MeteringPoints points, NightWindows nights, ResultRows rows) {
        this.rows = rows;
        this.detector = detector;
        this.points = points;
        this.nights = nights;
    }

    @Override
    public SensorState remember(byte[] memory, byte[] profiles) {
        try {
            return new SensorState(memory, profiles);
        } catch (IllegalArgumentException e) {
            LOG.warn("reading what detection remembers of a sensor: {}. It starts anew", e.getMessage());
            return new SensorState();
        }
    }

    @Override
    public Optional<Minute> last(SensorState state) {
        return state.last();
    }

    @Override
    public Judged judge(Reading reading, SensorState state, SensorFacts facts) {
        OutlierDetector.Outcome outcome = detector.judge(
                reading, points.of(reading.sensor()), state, new KnownContext(facts, reading.sensor(), nights));
        return judged(reading, outcome, facts, outcome.snapshot().map(SensorJudge::kept));
    }

    /** A day late or more: nothing of what was remembered then is left, so only the rules that need no memory judge. */
    @Override
    public Judged judgeAlone(Reading reading, SensorFacts facts) {
        KnownContext outlook = new KnownContext(facts, reading.sensor(), nights);
        OutlierDetector.Outcome outcome =
                detector.judge(reading, points.of(reading.sensor()), new SensorState(), outlook);
        return judged(reading, outcome, facts, Optional.empty());
    }

    @Override
    public void rewind(SensorState state, List<Kept> newestFirst) {
        Snapshot oldest = null;
        for (Kept kept : newestFirst) {
            oldest = Snapshot.of(kept.minute(), kept.memory(), kept.before());
            state.undo(oldest);
        }
        if (oldest != null) {
            state.rewind(oldest);
        }
    }

    @Override
    public byte[] memory(SensorState state) {
        return state.memory();
    }

    @Override
    public byte[] profiles(SensorState state) {
        return state.profiles();
    }

    @Override
    public Optional<byte[]> takeChangedProfiles(SensorState state) {
        return state.takeChange() ? Optional.of(state.profiles()) : Optional.empty();
    }

    private static Kept kept(Snapshot snapshot) {
        return new Kept(snapshot.minute(), snapshot.memory(), snapshot.before());
    }

    private Judged judged(Reading reading, OutlierDetector.Outcome outcome, SensorFacts facts, Optional<Kept> kept) {
        Minute minute = reading.minute();
        String row = rows.row(
                reading,
                outcome.flow(),
                outcome.pressure(),
                minute.isFullHour() ? facts.atHour(Quantity.FLOW, minute) : 0,
                minute.isFullHour() ? facts.atHour(Quantity.PRESSURE, minute) : 0);
        return new Judged(outcome.flow(), outcome.pressure(), row, outcome.alerts(), kept);
    }
}
