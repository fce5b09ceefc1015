package io.nightflow.store;

/**
 * The column {@code reading.judged}, and the qualities that statements ask for:
 *
 * <pre>
 * judged   0 due; else 1, + 2 the flow is faulty, + 4 the pressure is faulty, + 8 due again, for a reading before it came
 *          late; of history 1 and no stages
 * quality  the ordinal of {@link io.nightflow.reading.Quality}
 * </pre>
 */
final class ReadingFlags {
    static final int DUE = 0;
    static final int JUDGED = 1;
    static final int FLOW_FAULTY = 2;
    static final int PRESSURE_FAULTY = 4;
    static final int AGAIN = 8;

    /** All but {@link #AGAIN}. */
    static final int VERDICT = JUDGED | FLOW_FAULTY | PRESSURE_FAULTY;

    private static final int ESTIMATED = 3; // Quality.ESTIMATED

    /** That a reading is to be judged; of the table {@code r}. */
    static final String IS_DUE = "(r.judged = " + DUE + " OR r.judged & " + AGAIN + " <> 0)";

    /** That its flow is believed; of the only table with that column. */
    static final String FLOW_BELIEVED = "judged & " + FLOW_FAULTY + " = 0";

    /** That its pressure is believed. */
    static final String PRESSURE_BELIEVED = "judged & " + PRESSURE_FAULTY + " = 0";

    /** That a meter measured it, in its minute or over an interval. */
    static final String MEASURED = "quality <> " + ESTIMATED;

    private ReadingFlags() {}

    /** Whether a reading is to be judged. */
    static boolean isDue(int judged) {
        return judged == DUE || (judged & AGAIN) != 0;
    }
}
