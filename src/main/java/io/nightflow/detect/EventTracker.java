package io.nightflow.detect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Decimal;
import io.nightflow.reading.Method;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;
import io.nightflow.reading.Reading;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import io.nightflow.reading.SensorId;
import java.util.List;

/** Follows the event of one quantity from minute to minute: one alert at its start, one at its end. */
final class EventTracker {
    private static final long PAUSE_MINUTES = 120;

    private final Quantity quantity;
    private final DetectionRules rules;

    EventTracker(Quantity quantity, DetectionRules rules) {
        this.quantity = quantity;
        this.rules = rules;
    }

    /**
     * Follows a minute.
     *
     * @param free whether the sensor's other quantity has no event: a sensor has one at a time, faults aside.
     * @return whether an event began.
     */
    boolean follow(
            Reading reading, double measured, Verdicts verdicts, OpenEvent episode, boolean free, List<Alert> alerts) {
        Method worst = episode.isOpen() ? verdicts.worst() : verdicts.worstToBegin();
        Verdict verdict = verdicts.of(worst);
        boolean alert = isAlert(verdict);
        long now = reading.minute().epochSecond();
        if (episode.hasEnded(now, rules.restMinutes()) || makesRoom(episode, verdicts)) {
            alerts.add(end(reading.sensor(), episode));
            episode.close();
        }
        boolean begins =
                alert && !episode.isOpen() && (verdict.fault() || (free && episode.hasRested(now, PAUSE_MINUTES)));
        if (!begins && !episode.isOpen()) {
            return false;
        }
        if (begins) {
            episode.open(now, verdict.stage(), worst, verdict.event());
            alerts.add(start(reading, measured, worst, verdict));
        }
        double expected = Double.isNaN(verdicts.expected()) ? verdict.expected() : verdicts.expected();
        episode.add(now, verdict.stage(), alert, verdict.fault() ? Double.NaN : measured, expected);
        return begins;
    }

    private boolean isAlert(Verdict verdict) {
        return verdict.isOutlier() && verdict.stage().compareTo(rules.alertStage()) >= 0;
    }

    /** A meter's fault that is over waits no longer for its next minute where the water has an event of its own. */
    private boolean makesRoom(OpenEvent episode, Verdicts verdicts) {
        Verdict next = verdicts.of(verdicts.worstToBegin());
        return episode.isOpen() && episode.isOfFault() && isAlert(next) && !next.fault();
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

    private Alert end(SensorId sensor, OpenEvent episode) {
        double volume = quantity == Quantity.FLOW ? episode.volume() : 0;
        String water = Decimal.text(Math.abs(Math.rint(volume * 10) / 10));
        Reason lasted = volume == 0
                ? Reason.of(ReasonKind.LASTED, episode.minutes())
                : Reason.of(volume > 0 ? ReasonKind.LASTED_OVER : ReasonKind.LASTED_BELOW, episode.minutes(), water);
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
                lasted);
    }
}
