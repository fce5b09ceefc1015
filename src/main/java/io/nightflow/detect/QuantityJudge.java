package io.nightflow.detect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.Finding;
import io.nightflow.reading.MeteringPoint;
import io.nightflow.reading.Method;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;
import io.nightflow.reading.Stage;
import io.nightflow.reading.Stages;
import java.util.List;

/** All methods on one quantity: a fault is judged by no other method, and nothing learns from it. */
final class QuantityJudge {
    private static final Method[] METHODS = Method.values();
    private static final long HOUR = 3_600;
    private static final long HALF_OF_TEN_MINUTES = 300;
    private static final double MIDDLE = 0.5;

    private final Quantity quantity;
    private final DetectionRules rules;
    private final SystemMethod system;
    private final ValueMethod value;
    private final WeekClock clock;

    QuantityJudge(Quantity quantity, DetectionRules rules, ValueMethod value, WeekClock clock) {
        this.quantity = quantity;
        this.rules = rules;
        this.value = value;
        this.clock = clock;
        system = new SystemMethod(quantity);
    }

    /** One verdict a method. */
    private record Verdicts(Verdict system, Verdict value, Verdict prediction, Verdict night, double expected) {
        static Verdicts fault(Verdict system) {
            Verdict none = Verdict.NOT_APPLICABLE;
            return new Verdicts(system, none, none, none, Double.NaN);
        }

        Verdict of(Method method) {
            return switch (method) {
                case SYSTEM -> system;
                case VALUE -> value;
                case PREDICTION -> prediction;
                case NIGHT -> night;
            };
        }
    }

    Finding judge(Reading reading, MeteringPoint point, SensorState sensor, Outlook outlook, List<Alert> alerts) {
        double measured = reading.value(quantity);
        long second = reading.minute().epochSecond();
        QuantityState state = sensor.of(quantity);
        Verdict ofSystem = system.judge(measured, second, point, state.system);
        if (!Double.isNaN(measured)) {
            state.system.add(measured, second, !ofSystem.fault(), outlook.isNight(reading.minute()));
        }
        Verdicts verdicts = ofSystem.fault() || Double.isNaN(measured)
                ? Verdicts.fault(ofSystem)
                : believed(measured, reading.minute(), point, sensor, ofSystem, outlook);
        follow(reading, measured, verdicts, state, alerts);
        return finding(verdicts);
    }

    private Verdicts believed(
            double measured,
            Minute minute,
            MeteringPoint point,
            SensorState sensor,
            Verdict ofSystem,
            Outlook outlook) {
        QuantityState state = sensor.of(quantity);
        long second = minute.epochSecond();
        state.ten.add(measured, second);
        Verdict ofValue = Verdict.NOT_APPLICABLE;
        double expected = Double.NaN;
        SensorState.Basis basis = sensor.basis(quantity);
        if (basis != null) {
            ValueMethod.View view = value.see(measured, second, state.value, basis.profile());
            expected = view.expected();
            double sensitivity = point.sensitivity() / basis.numbers().weekly();
            ofValue = rules.isPercentile()
                    ? PercentileMethod.judge(quantity, measured, basis.numbers())
                    : words(measured, view, sensitivity, state, second);
            learn(measured, second, view, ofValue, state);
        }
        boolean end = LastTenMinutes.end(second);
        Verdict ofPrediction = end ? prediction(minute, point, state, outlook) : Verdict.NOT_APPLICABLE;
        Verdict ofNight = end && quantity == Quantity.FLOW && outlook.isMinimumNight(minute)
                ? NightMethod.judge(
                        state.ten.mean(), second, outlook.nightUsual(minute), point.sensitivity(), state.system)
                : Verdict.NOT_APPLICABLE;
        return new Verdicts(ofSystem, ofValue, ofPrediction, ofNight, expected);
    }

    private Verdict words(double measured, ValueMethod.View view, double sensitivity, QuantityState state, long now) {
        if (Double.isNaN(view.expected())) {
            return Verdict.NOT_APPLICABLE;
        }
        Stage stage = Tuning.stage(view.severity() * sensitivity, view.spike() * sensitivity);
        if (stage == Stage.NORMAL) {
            return Verdict.NORMAL;
        }
        boolean up = view.isShift() ? state.value.sumUp > state.value.sumDown : view.stray() > 0;
        StringBuilder reason = new StringBuilder(Words.deviation(quantity, measured, view.expected()))
                .append(" the usual ")
                .append(WeekClock.words(clock.hour(now)))
                .append(' ')
                .append(Words.against(quantity, measured, view.expected()));
        if (view.isShift()) {
            long minutes = (now - state.value.shiftSince) / 60;
            reason.append(", shifted ")
                    .append(up ? "up" : "down")
                    .append(" for ")
                    .append(minutes)
                    .append(" minutes");
        }
        return Verdict.outlier(stage, Direction.event(quantity, up), view.expected(), reason.toString());
    }

    private void learn(double measured, long second, ValueMethod.View view, Verdict verdict, QuantityState state) {
        boolean alert = verdict.isOutlier() && verdict.stage().compareTo(rules.alertStage()) >= 0;
        boolean alarm = alert || state.episode.isOpen();
        if (alarm && !state.episode.isOlderThan(rules.learnAfterMinutes(), second)) {
            ValueMethod.spoil(state.value);
        } else {
            value.learn(measured, view, state.value, alarm);
        }
    }

    private Verdict prediction(Minute minute, MeteringPoint point, QuantityState state, Outlook outlook) {
        double actual = state.ten.mean();
        double forecast = forecast(minute, outlook);
        Verdict verdict = PredictionMethod.judge(quantity, actual, forecast, point.sensitivity(), state.prediction);
        if (!state.episode.isOpen() && !Double.isNaN(actual) && !Double.isNaN(forecast)) {
            state.prediction.learn(PredictionMethod.error(actual, forecast));
        }
        return verdict;
    }

    /** The forecast at the middle of the last ten minutes, on a straight line between the middles of two hours. */
    private double forecast(Minute minute, Outlook outlook) {
        long middle = minute.epochSecond() + 60 - HALF_OF_TEN_MINUTES;
        Minute hour = Minute.containing(middle - Math.floorMod(middle, HOUR));
        double here = outlook.forecast(quantity, hour);
        double fromMiddle = Math.floorMod(middle, HOUR) / (double) HOUR - MIDDLE;
        double beside = outlook.forecast(quantity, hour.plus(fromMiddle < 0 ? -60 : 60));
        return Double.isNaN(beside) ? here : here + (beside - here) * Math.abs(fromMiddle);
    }

    private void follow(Reading reading, double measured, Verdicts verdicts, QuantityState state, List<Alert> alerts) {
        Method worst = worst(verdicts);
        Verdict verdict = verdicts.of(worst);
        boolean alert = verdict.isOutlier() && verdict.stage().compareTo(rules.alertStage()) >= 0;
        Episode episode = state.episode;
        long now = reading.minute().epochSecond();
        if (episode.hasEnded(now, rules.restMinutes()) && !alert) {
            alerts.add(end(reading.sensor(), episode));
            episode.close();
        }
        if (!alert && !episode.isOpen()) {
            return;
        }
        double expected = Double.isNaN(verdicts.expected()) ? verdict.expected() : verdicts.expected();
        if (!episode.isOpen()) {
            episode.open(now, verdict.stage(), worst, verdict.event());
            alerts.add(start(reading, measured, worst, verdict));
        }
        double counted = verdict.fault() ? Double.NaN : measured;
        episode.add(now, verdict.stage(), alert, counted, expected);
    }

    private Method worst(Verdicts verdicts) {
        Method worst = Method.SYSTEM;
        for (Method method : METHODS) {
            if (verdicts.of(method).isOutlier()
                    && (!verdicts.of(worst).isOutlier()
                            || verdicts.of(method)
                                            .stage()
                                            .compareTo(verdicts.of(worst).stage())
                                    > 0)) {
                worst = method;
            }
        }
        return worst;
    }

    private Alert start(Reading reading, double measured, Method method, Verdict verdict) {
        return new Alert(
                reading.sensor(),
                reading.minute(),
                quantity,
                method,
                verdict.stage(),
                verdict.event(),
                false,
                measured,
                verdict.expected(),
                1,
                0,
                verdict.reason());
    }

    private Alert end(SensorId sensor, Episode episode) {
        double volume = quantity == Quantity.FLOW ? episode.volume() : 0;
        String water = volume == 0 ? "" : ", " + Decimal.text(Math.rint(volume * 10) / 10) + " m3 against the usual";
        return new Alert(
                sensor,
                new Minute(episode.last()),
                quantity,
                episode.method(),
                episode.stage(),
                episode.event(),
                true,
                episode.meanValue(),
                episode.meanExpected(),
                episode.minutes(),
                volume,
                episode.event().words() + " ended after " + episode.minutes() + " minutes" + water);
    }

    private Finding finding(Verdicts verdicts) {
        char[] digits = new char[Method.count(quantity)];
        String reasons = "";
        for (int i = 0; i < digits.length; i++) {
            Verdict verdict = verdicts.of(METHODS[i]);
            digits[i] = verdict.stage().digit();
            if (!verdict.reason().isEmpty()) {
                reasons = reasons.isEmpty() ? verdict.reason() : reasons + "; " + verdict.reason();
            }
        }
        return new Finding(
                new Stages(new String(digits)), reasons, verdicts.system().fault());
    }
}
