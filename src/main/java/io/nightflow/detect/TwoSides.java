package io.nightflow.detect;

import io.nightflow.reading.Alert;
import io.nightflow.reading.EventKind;
import io.nightflow.reading.Finding;
import io.nightflow.reading.Method;
import io.nightflow.reading.Reason;
import io.nightflow.reading.ReasonKind;
import java.util.List;

/** Flow that rises while pressure falls is one burst, seen from both sides: whichever begins the event, it says both. */
final class TwoSides {
    private TwoSides() {}

    /** Renames what has just begun, where the other quantity strays as a burst makes it stray. */
    static void tell(List<Alert> alerts, Finding flow, Finding pressure, SensorState state) {
        for (int i = 0; i < alerts.size(); i++) {
            Alert alert = alerts.get(i);
            boolean flowRises = isBeside(flow, ReasonKind.USUAL_OVER);
            boolean pressureFalls = isBeside(pressure, ReasonKind.USUAL_BELOW);
            if (alert.isEnd() || alert.method() != Method.VALUE) {
                continue;
            }
            if (alert.event() == EventKind.BURST && pressureFalls) {
                alerts.set(i, burst(alert, alert.reason().and(pressure.reason())));
            } else if (alert.event() == EventKind.LOW_PRESSURE && flowRises) {
                state.pressure.episode.rename(EventKind.BURST);
                alerts.set(i, burst(alert, flow.reason().and(alert.reason())));
            }
        }
    }

    private static boolean isBeside(Finding finding, ReasonKind side) {
        return finding.stages().of(Method.VALUE).ordinal() >= 1
                && !finding.faulty()
                && finding.reason().has(side);
    }

    private static Alert burst(Alert alert, Reason reason) {
        return new Alert(
                alert.sensor(),
                alert.minute(),
                alert.quantity(),
                alert.method(),
                alert.stage(),
                EventKind.BURST,
                false,
                alert.value(),
                alert.expected(),
                alert.minutes(),
                alert.volume(),
                reason);
    }
}
