package io.nightflow.evaluate;

import io.nightflow.detect.Criteria;
import io.nightflow.detect.CriteriaBuilder;
import io.nightflow.detect.DetectionRules;
import io.nightflow.detect.OutlierDetector;
import io.nightflow.detect.SensorState;
import io.nightflow.reading.Alert;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.Method;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import io.nightflow.reading.Unit;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One zone through the whole detector: it learns a span and judges another one as it is. Whatever is put in is put into a
 * copy of the sensor that ends with it, so that a burst neither teaches the sensor nor raises its threshold for the next.
 */
final class DmaRun {
    private static final SensorId SENSOR = new SensorId("zone");
    private static final MeteringPoint POINT = new MeteringPoint(
            SENSOR, Unit.M3_PER_HOUR, Unit.BAR, new MeteringPoint.Range(-1e6, 1e6), new MeteringPoint.Range(-1, 40));
    private static final long FIRST_CRITERIA_MINUTES = 15 * 1_440;
    private static final long AFTER_MINUTES = 60;

    private final MinuteSeries series;
    private final DetectionRules rules;
    private final OutlierDetector detector;
    private final double mean;

    DmaRun(MinuteSeries series, DetectionRules rules) {
        this.series = series;
        this.rules = rules;
        detector = new OutlierDetector(rules);
        mean = series.mean();
    }

    /**
     * What was found.
     *
     * @param tracks alerts by the method that began them, in the order of {@link Method}; the last has those of all.
     * @param minutes that were judged.
     * @param inAlarm readings at the alert stage.
     * @param hits what was found of each that was put in, likewise, in the order of the plan.
     */
    record Found(List<Track> tracks, long minutes, long inAlarm, List<List<Track>> hits) {}

    private record Sensor(SensorState state, DmaContext outlook) {
        Sensor copy() {
            return new Sensor(new SensorState(state.memory(), state.profiles()), new DmaContext(outlook));
        }
    }

    /** Learns {@code learn}, judges {@code report}; the criteria are of the first two weeks, as a gateway has them. */
    Found run(Span learn, Span report, List<Injection> plan) {
        Sensor sensor = new Sensor(
                new SensorState(),
                new DmaContext(rules.zone(), day -> rules.holidays().test(LocalDate.ofEpochDay(day))));
        CriteriaBuilder builder = new CriteriaBuilder(rules.clock());
        int at = series.index(learn.from());
        int end = series.index(learn.from().plus(FIRST_CRITERIA_MINUTES));
        boolean known = false;
        int from = series.index(report.from());
        for (; at < from; at++) {
            if (!known && at >= end) {
                known = adopt(builder, sensor);
            }
            if (!known) {
                builder.add(series.minute(at), series.flows()[at]);
            }
            judge(series.minute(at), series.flows()[at], sensor);
        }
        if (!known) {
            throw new IllegalArgumentException("--learn: must hold two weeks of every zone");
        }
        return report(from, series.index(report.to()), plan, sensor);
    }

    private static boolean adopt(CriteriaBuilder builder, Sensor sensor) {
        Optional<Criteria> criteria = builder.build();
        criteria.ifPresent(found -> sensor.state().adopt(Quantity.FLOW, found));
        return criteria.isPresent();
    }

    private Found report(int from, int end, List<Injection> plan, Sensor sensor) {
        List<Track> tracks = tracks();
        List<List<Track>> hits = new ArrayList<>();
        long judged = 0;
        long inAlarm = 0;
        int next = 0;
        for (int at = from; at < end; at++) {
            Minute minute = series.minute(at);
            while (next < plan.size() && !minute.isBefore(plan.get(next).from().plus(1 - series.step()))) {
                hits.add(putIn(plan.get(next), at, sensor.copy()));
                next++;
            }
            OutlierDetector.Outcome outcome = judge(minute, series.flows()[at], sensor);
            if (outcome != null) {
                judged += series.step();
                inAlarm += isAlarm(outcome) ? series.step() : 0;
                track(outcome, tracks);
            }
        }
        return new Found(tracks, judged, inAlarm, hits);
    }

    private List<Track> putIn(Injection one, int from, Sensor sensor) {
        List<Track> tracks = tracks();
        double before = from > 0 ? series.flows()[from - 1] : Double.NaN;
        int end = series.index(one.to().plus(AFTER_MINUTES));
        for (int at = from; at < end; at++) {
            Minute minute = series.minute(at);
            double flow = series.flows()[at];
            if (one.holds(minute) && !Double.isNaN(flow)) {
                flow = one.change(minute, flow, mean, before);
            }
            OutlierDetector.Outcome outcome = judge(minute, flow, sensor);
            if (outcome != null) {
                track(outcome, tracks);
            }
        }
        return tracks;
    }

    private static List<Track> tracks() {
        List<Track> tracks = new ArrayList<>();
        for (int i = 0; i <= Method.values().length; i++) {
            tracks.add(new Track());
        }
        return tracks;
    }

    private boolean isAlarm(OutlierDetector.Outcome outcome) {
        for (Method method : Method.values()) {
            Stage stage = outcome.flow().stages().of(method);
            if (stage != Stage.NOT_APPLICABLE && stage.compareTo(rules.alertStage()) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static void track(OutlierDetector.Outcome outcome, List<Track> tracks) {
        for (Alert alert : outcome.alerts()) {
            if (!alert.isEnd()) {
                long second = alert.minute().epochSecond();
                tracks.get(alert.method().ordinal()).start(second);
                tracks.get(tracks.size() - 1).start(second);
            }
        }
    }

    private OutlierDetector.@Nullable Outcome judge(Minute minute, double flow, Sensor sensor) {
        if (Double.isNaN(flow)) {
            sensor.outlook().add(minute, flow);
            return null;
        }
        Reading reading = new Reading(SENSOR, minute, flow, Double.NaN, Quality.GOOD);
        OutlierDetector.Outcome outcome = detector.judge(reading, POINT, sensor.state(), sensor.outlook());
        sensor.outlook().add(minute, outcome.flow().faulty() ? Double.NaN : flow);
        return outcome;
    }
}
