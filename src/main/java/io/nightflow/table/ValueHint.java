package io.nightflow.table;

import java.util.Locale;

/** What a label says of the value beside it, by the words that columns are named by. */
public enum ValueHint {
    /** Flow. */
    FLOW,
    /** Pressure. */
    PRESSURE,
    /** A register. */
    TOTAL,
    /** Whose it is. */
    SENSOR,
    /** Something that is not stored. */
    OTHER,
    /** Nothing. */
    NONE;

    /** Of a label, in any of the languages that columns are named in. */
    public static ValueHint of(String label) {
        return switch (ColumnWords.meaning(label.strip().toLowerCase(Locale.ROOT))) {
            case FLOW -> FLOW;
            case PRESSURE -> PRESSURE;
            case TOTAL -> TOTAL;
            case SENSOR -> SENSOR;
            case OTHER, QUALITY -> OTHER;
            case TIME, PARAMETER, UNKNOWN -> NONE;
        };
    }
}
