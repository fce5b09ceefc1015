package io.nightflow.reading;

/** How far a reading can be trusted. The order is the code in the database: append only. */
public enum Quality {
    /** Came with a check value and with its own time stamp. */
    GOOD,
    /** Came without a check value. */
    UNCHECKED,
    /** Came without a time stamp, or when the clock was not good. */
    ESTIMATED_TIME,
    /**
     * No meter measured this minute: its share of the volume of a gap, or of an interval too long for minutes. Counts for
     * volume and for the mean of its hour, and is judged by nothing.
     */
    ESTIMATED,
    /**
     * The mean of an interval of 2 to 60 minutes, held for each of its minutes. Hours, nights and profiles learn from it at
     * its own weight; nothing is judged minute by minute.
     */
    INTERVAL;

    /** Of a value that is made of two: the one that says less. */
    public Quality or(Quality other) {
        return rank() >= other.rank() ? this : other;
    }

    private int rank() {
        return switch (this) {
            case GOOD -> 0;
            case UNCHECKED -> 1;
            case ESTIMATED_TIME -> 2;
            case INTERVAL -> 3;
            case ESTIMATED -> 4;
        };
    }

    /** Whether what needs minutes may look at it. */
    public boolean isMeasured() {
        return this != ESTIMATED && this != INTERVAL;
    }
}
