package io.nightflow.detect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Finding;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.Stage;
import java.util.List;

/** All methods on one quantity: a fault is judged by no other method, and nothing learns from it. */
final class QuantityJudge {
    private static final long HOUR = 3_600;
    private static final long HALF_OF_TEN_MINUTES = 300;
    private static final double MIDDLE = 0.5;

    private final Quantity quantity;
    private final DetectionRules rules;
    private final SystemMethod system;
    private final EventTracker events;
    private final ShiftMethod value;
    private final WeekClock clock;

    QuantityJudge(Quantity quantity, DetectionRules rules, ShiftMethod value, WeekClock clock) {
        this.quantity = quantity;
        this.rules = rules;
        this.value = value;
        this.clock = clock;
        system = new SystemMethod(quantity);
        events = new EventTracker(quantity, rules);
    }

    Finding judge(
            Reading reading,
            MeteringPoint point,
            SensorState sensor,
            SensorContext outlook,
            boolean night,
            List<Alert> alerts) {
        double measured = reading.value(quantity);
        long second = reading.minute().epochSecond();
        QuantityState state = sensor.of(quantity);
        Verdict ofSystem = system.judge(measured, second, point, state.system);
        if (!Double.isNaN(measured)) {
            state.system.add(measured, second, !ofSystem.fault(), night);
        }
        Verdicts verdicts = ofSystem.fault() || Double.isNaN(measured)
                ? Verdicts.fault(ofSystem)
                : believed(measured, reading.minute(), point, sensor, ofSystem, outlook);
        boolean free = !sensor.of(quantity == Quantity.FLOW ? Quantity.PRESSURE : Quantity.FLOW)
                .episode
                .isOpen();
        boolean began = events.follow(reading, measured, verdicts, state.episode, free, alerts);
        if (began && !ofSystem.fault()) {
            ShiftMethod.begin(state.value);
        }
        return verdicts.finding(quantity);
    }

    private Verdicts believed(
            double measured,
            Minute minute,
            MeteringPoint point,
            SensorState sensor,
            Verdict ofSystem,
            SensorContext outlook) {
        QuantityState state = sensor.of(quantity);
        long second = minute.epochSecond();
        state.ten.add(measured, second);
        Verdict ofValue = Verdict.NOT_APPLICABLE;
        double expected = Double.NaN;
        SensorState.Basis basis = sensor.basis(quantity);
        if (basis != null) {
            OpenEvent beside = sensor.of(quantity == Quantity.FLOW ? Quantity.PRESSURE : Quantity.FLOW).episode;
            boolean event = goesOn(state.episode, second) || (!beside.isOfFault() && goesOn(beside, second));
            ShiftMethod.View view = value.see(measured, second, state.value, basis.profile(), event);
            expected = view.expected();
            ofValue = rules.isPercentile()
                    ? PercentileMethod.judge(quantity, measured, basis.numbers())
                    : words(view, point.sensitivity(), second);
        }
        boolean end = minute.equals(minute.lastOfTen());
        Verdict ofPrediction = end ? prediction(minute, point, state, outlook) : Verdict.NOT_APPLICABLE;
        Verdict ofNight =
                end && quantity == Quantity.FLOW ? night(minute, point, state, outlook) : Verdict.NOT_APPLICABLE;
        return new Verdicts(ofSystem, ofValue, ofPrediction, ofNight, expected);
    }

    /** What must not become the usual: a burst's flow, and the pressure that falls with it. */
    private boolean goesOn(OpenEvent episode, long second) {
        return episode.isOpen() && !episode.isOlderThan(rules.learnAfterMinutes(), second);
    }

    private Verdict words(ShiftMethod.View view, double sensitivity, long now) {
        if (Double.isNaN(view.expected())) {
            return Verdict.NOT_APPLICABLE;
        }
        Stage stage = Severity.stage(view.severity() * sensitivity, view.spike() * sensitivity);
        if (stage == Stage.NORMAL) {
            return Verdict.NORMAL;
        }
        double actual = view.expected() + view.deviation();
        Reason reason = Reason.of(
                actual >= view.expected() ? ReasonKind.USUAL_OVER : ReasonKind.USUAL_BELOW,
                quantity.word(),
                Figures.apart(quantity, actual, view.expected()),
                WeekClock.day(clock.hour(now)),
                WeekClock.time(clock.hour(now)),
                Figures.number(actual),
                Figures.shown(quantity, view.expected()));
        return Verdict.outlier(stage, DeviationEvent.event(quantity, view.deviation() > 0), view.expected(), reason);
    }

    private Verdict prediction(Minute minute, MeteringPoint point, QuantityState state, SensorContext outlook) {
        double actual = state.ten.mean();
        double forecast = forecast(minute, outlook);
        Verdict verdict = PredictionMethod.judge(quantity, actual, forecast, point.sensitivity(), state.prediction);
        if (!state.episode.isOpen() && !Double.isNaN(actual) && !Double.isNaN(forecast)) {
            state.prediction.learn(PredictionMethod.error(actual, forecast));
        }
        return verdict;
    }

    private static Verdict night(Minute minute, MeteringPoint point, QuantityState state, SensorContext outlook) {
        long night = outlook.minimumNight(minute);
        if (night < 0) {
            return Verdict.NOT_APPLICABLE;
        }
        if (!state.tonight.is(night)) {
            state.tonight.begin(night, outlook.nightUsual(minute));
        }
        double mean = state.ten.mean();
        state.tonight.add(mean);
        NightUsual usual = state.tonight.usual();
        Verdict ofTen = NightMethod.judge(mean, minute.epochSecond(), usual, point.sensitivity(), state.system);
        return outlook.endsMinimumNight(minute) ? NightMethod.judgeNight(ofTen, state.tonight.mean(), usual) : ofTen;
    }

    /** The forecast at the middle of the last ten minutes, on a straight line between the middles of two hours. */
    private double forecast(Minute minute, SensorContext outlook) {
        long middle = minute.epochSecond() + 60 - HALF_OF_TEN_MINUTES;
        Minute hour = Minute.containing(middle - Math.floorMod(middle, HOUR));
        double here = outlook.forecast(quantity, hour);
        double fromMiddle = Math.floorMod(middle, HOUR) / (double) HOUR - MIDDLE;
        double beside = outlook.forecast(quantity, hour.plus(fromMiddle < 0 ? -60 : 60));
        return Double.isNaN(beside) ? here : here + (beside - here) * Math.abs(fromMiddle);
    }
}
