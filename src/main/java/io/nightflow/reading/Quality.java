package io.nightflow.reading;

/** How far a reading can be trusted. The order is the code in the database: append only. */
public enum Quality {
    /** Came with a check value and with its own time stamp. */
    GOOD,
    /** Came without a check value. */
    UNCHECKED,
    /** Came without a time stamp, or when the clock was not good. */
    ESTIMATED_TIME
}
