package io.nightflow.table;

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
        return switch (ColumnName.of(label).meaning()) {
            case FLOW -> FLOW;
            case PRESSURE -> PRESSURE;
            case TOTAL -> TOTAL;
            case SENSOR -> SENSOR;
            case OTHER, QUALITY, VOLUME -> OTHER;
            case TIME, PARAMETER, UNKNOWN -> NONE;
        };
    }
}
