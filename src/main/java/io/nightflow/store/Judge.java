package io.nightflow.store;

import io.nightflow.reading.Finding;
import io.nightflow.reading.Forecast;
import io.nightflow.reading.Reading;

/** Judges one reading, given what was remembered of its sensor; must depend on its arguments only. */
@FunctionalInterface
public interface Judge {
    /**
     * What is stored of one reading.
     *
     * @param flow what detection says of the flow.
     * @param pressure what detection says of the pressure.
     * @param memory what to remember of the sensor.
     * @param row the result row as it is staged.
     */
    record Judged(Finding flow, Finding pressure, String memory, String row) {}

    /** Judges; {@code memory} is empty for a sensor that was never judged. */
    Judged judge(Reading reading, String memory, Forecast forecast);
}
