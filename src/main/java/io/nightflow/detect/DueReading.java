package io.nightflow.detect;

import io.nightflow.reading.Reading;

/**
 * A reading that is to be judged.
 *
 * @param sensor the number that its keeper knows the sensor by.
 * @param wasJudged whether it was judged before.
 * @param before what was found of it before, in the keeper's own code; compared by the keeper only.
 */
public record DueReading(int sensor, Reading reading, boolean wasJudged, long before) {}
