package io.nightflow.detect;

import io.nightflow.reading.Finding;
import io.nightflow.reading.Reading;

/** Makes the row that goes out for a judged reading. */
@FunctionalInterface
public interface ResultRows {
    /** Its row; {@code flowAtHour} and {@code pressureAtHour} were forecast for the hour that begins with it, else 0. */
    String row(Reading reading, Finding flow, Finding pressure, double flowAtHour, double pressureAtHour);
}
