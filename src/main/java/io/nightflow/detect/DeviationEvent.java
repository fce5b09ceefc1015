package io.nightflow.detect;

import io.nightflow.reading.EventKind;
import io.nightflow.reading.Quantity;

/** What a deviation upwards or downwards is called. */
final class DeviationEvent {
    private DeviationEvent() {}

    static EventKind event(Quantity quantity, boolean up) {
        if (quantity == Quantity.FLOW) {
            return up ? EventKind.BURST : EventKind.LOW_FLOW;
        }
        return up ? EventKind.HIGH_PRESSURE : EventKind.LOW_PRESSURE;
    }
}
