package io.nightflow.store;

import io.nightflow.reading.Reading;

/**
 * A reading that a gateway has judged.
 *
 * @param flowStages its stages as one number, a digit a method.
 * @param pressureStages the same of the pressure.
 */
public record JudgedReading(Reading reading, int flowStages, int pressureStages) {}
