package io.nightflow.store;

import io.nightflow.reading.Alert;
import io.nightflow.reading.Minute;
import io.nightflow.reading.Reading;
import io.nightflow.reading.SensorId;

/** What a numbered row of a gateway says, with the sensor's name in the fleet. */
public sealed interface FleetRow {
    /** A reading that the gateway has judged. */
    record Judged(JudgedReading judged) implements FleetRow {}

    /** A reading that nobody has judged: the fleet does. */
    record Unjudged(Reading reading) implements FleetRow {}

    /** The start or the end of an event. */
    record Raised(Alert alert) implements FleetRow {}

    /** The forecast of a week for an hour; means of the next 7 days with semicolons. */
    record Week(SensorId sensor, String quantity, Minute hour, String means) implements FleetRow {}

    /** Minutes that were made coarser for want of room. */
    record Coarse(SensorId sensor, Minute minute, int span, int measured, double flowSum, double pressure)
            implements FleetRow {}

    /** A number that carries nothing that the fleet keeps. */
    record Nothing() implements FleetRow {}
}
