package io.nightflow.camel.staging;

/** What exchanges of {@code staging:} carry. */
public final class StagingConstants {
    /** Property: the {@link io.nightflow.staging.StagedBatch} whose rows are the body. */
    public static final String BATCH = "NightflowBatch";

    /** Property: whether a batch is the first of a drain; Boolean. */
    public static final String DRAIN_STARTS = "NightflowDrainStarts";

    /** Property to be set by the route: the number of the last row that is delivered; Long. */
    public static final String ACKNOWLEDGED = "NightflowAcknowledged";

    /** Header: number of the first row of the body; Long. */
    public static final String FIRST = "NightflowFirst";

    /** Header: number of the last row of the body; Long. */
    public static final String LAST = "NightflowLast";

    /** Header of what is put: its name; a put of the same name again changes nothing. String, default none. */
    public static final String KEY = "NightflowKey";

    /** Header of what is put: the minute that its file is named by. String, default none. */
    public static final String MINUTE = "NightflowMinute";

    /** Header after a put: the number that its first row was given; Long. */
    public static final String NUMBER = "NightflowNumber";

    private StagingConstants() {}
}
