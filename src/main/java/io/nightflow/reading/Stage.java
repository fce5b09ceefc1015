package io.nightflow.reading;

/** How serious an outlier is. The ordinal is the digit on the line and in the database. */
public enum Stage {
    /** 0: nothing to say. */
    NORMAL,
    /** 1. */
    ATTENTION,
    /** 2. */
    CAUTION,
    /** 3. */
    ALERT,
    /** 4. */
    SERIOUS,
    /** 5: the method does not apply at this minute. */
    NOT_APPLICABLE;

    /** The digit 0 to 5. */
    public char digit() {
        return (char) ('0' + ordinal());
    }
}
