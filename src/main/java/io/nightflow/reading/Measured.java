package io.nightflow.reading;

/** What is stored of a sensor and minute: a reading, or how its register stood. */
public sealed interface Measured permits Reading, RegisterReading {
    /** Whose. */
    SensorId sensor();

    /** Of which minute. */
    Minute minute();
}
