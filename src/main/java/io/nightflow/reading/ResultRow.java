package io.nightflow.reading;

/**
 * What the device gets for one sensor and minute, composed from the reading itself: a sensor that no list names is
 * delivered like any other.
 *
 * @param reading the reading.
 * @param flow what detection says of the flow.
 * @param pressure what detection says of the pressure.
 * @param forecast of the hour that starts with this minute; {@link Forecast#NONE} at any other minute.
 */
public record ResultRow(Reading reading, Finding flow, Finding pressure, Forecast forecast) {}
