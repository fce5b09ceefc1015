package io.nightflow.evaluate;

import io.nightflow.detect.Criteria;
import io.nightflow.detect.CriteriaBuilder;
import io.nightflow.detect.DetectionRules;
import io.nightflow.detect.OutlierDetector;
import io.nightflow.detect.SensorState;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.Method;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quality;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import io.nightflow.reading.Unit;
import java.util.ArrayList;
import java.util.List;

/** One zone through the whole detector: it learns a span, then judges another one with something put in. */
final class ZoneTrial {
    private static final SensorId SENSOR = new SensorId("zone");
    private static final MeteringPoint POINT = new MeteringPoint(
            SENSOR, Unit.M3_PER_HOUR, Unit.BAR, new MeteringPoint.Range(-1e6, 1e6), new MeteringPoint.Range(-1, 40));

    private final HourlyDemand demand;
    private final DetectionRules rules;
    private final long seed;

    ZoneTrial(HourlyDemand demand, DetectionRules rules, long seed) {
        this.demand = demand;
        this.rules = rules;
        this.seed = seed;
    }

    /**
     * What was found.
     *
     * @param tracks alarms by method, in the order of {@link Method}; the last are those of all methods together.
     * @param minutes readings that were judged.
     */
    record Found(List<Track> tracks, long minutes) {}

    /** Learns {@code learn}, judges {@code report}; the criteria are of the learning span. */
    Found run(Span learn, Span report, List<Injection> plan) {
        MinuteDemand minutes = new MinuteDemand(demand, learn.from(), seed);
        SensorState state = new SensorState();
        CriteriaBuilder builder = new CriteriaBuilder(rules.zone(), rules.tuning());
        ZoneOutlook outlook = new ZoneOutlook(rules.zone());
        OutlierDetector detector = new OutlierDetector(rules);
        while (minutes.minute().isBefore(learn.to())) {
            Minute minute = minutes.minute();
            double flow = minutes.flow();
            builder.add(minute, flow);
            judge(detector, minute, flow, state, outlook);
        }
        Criteria criteria = builder.build()
                .orElseThrow(() -> new IllegalArgumentException(
                        "--learn: must hold two weeks of every zone (got less of " + demand.zone() + ")"));
        state.adopt(Quantity.FLOW, criteria);
        while (minutes.minute().isBefore(report.from())) {
            Minute minute = minutes.minute();
            judge(detector, minute, minutes.flow(), state, outlook);
        }
        return report(report, plan, minutes, state, outlook, detector);
    }

    private Found report(
            Span report,
            List<Injection> plan,
            MinuteDemand minutes,
            SensorState state,
            ZoneOutlook outlook,
            OutlierDetector detector) {
        List<Track> tracks = new ArrayList<>();
        for (int i = 0; i <= Method.values().length; i++) {
            tracks.add(new Track());
        }
        double mean = demand.mean(demand.first(), demand.end());
        double before = 0;
        int at = 0;
        long judged = 0;
        while (minutes.minute().isBefore(report.to())) {
            Minute minute = minutes.minute();
            double flow = minutes.flow();
            while (at < plan.size() && !minute.isBefore(plan.get(at).to())) {
                at++;
            }
            if (at < plan.size() && plan.get(at).holds(minute)) {
                flow = Double.isNaN(flow) ? flow : plan.get(at).change(minute, flow, mean, before);
            } else {
                before = flow;
            }
            OutlierDetector.Outcome outcome = judge(detector, minute, flow, state, outlook);
            if (outcome != null) {
                judged++;
                track(outcome, minute, tracks);
            }
        }
        return new Found(tracks, judged);
    }

    private void track(OutlierDetector.Outcome outcome, Minute minute, List<Track> tracks) {
        boolean any = false;
        for (Method method : Method.values()) {
            Stage stage = outcome.flow().stages().of(method);
            if (stage != Stage.NOT_APPLICABLE && stage.compareTo(rules.alertStage()) >= 0) {
                tracks.get(method.ordinal()).alert(minute.epochSecond());
                any = true;
            }
        }
        if (any) {
            tracks.get(Method.values().length).alert(minute.epochSecond());
        }
    }

    private static OutlierDetector.@org.jspecify.annotations.Nullable Outcome judge(
            OutlierDetector detector, Minute minute, double flow, SensorState state, ZoneOutlook outlook) {
        if (Double.isNaN(flow)) {
            outlook.add(minute, flow);
            return null;
        }
        Reading reading = new Reading(SENSOR, minute, flow, Double.NaN, Quality.GOOD);
        OutlierDetector.Outcome outcome = detector.judge(reading, POINT, state, outlook);
        outlook.add(minute, outcome.flow().faulty() ? Double.NaN : flow);
        return outcome;
    }
}
