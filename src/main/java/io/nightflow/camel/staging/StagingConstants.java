package io.nightflow.camel.staging;

import org.apache.camel.spi.Metadata;

/** What exchanges of {@code staging:} carry. */
public final class StagingConstants {
    @Metadata(label = "consumer", description = "Number of the first row of the body", javaType = "Long")
    public static final String FIRST = "NightflowFirst";

    @Metadata(label = "consumer", description = "Number of the last row of the body", javaType = "Long")
    public static final String LAST = "NightflowLast";

    @Metadata(
            label = "producer",
            description = "Name of what is put: a put of the same name again changes nothing",
            javaType = "String",
            defaultValue = "-")
    public static final String KEY = "NightflowKey";

    @Metadata(
            label = "producer",
            description = "The minute that the file of what is put is named by",
            javaType = "String",
            defaultValue = "-")
    public static final String MINUTE = "NightflowMinute";

    @Metadata(
            label = "producer",
            description = "After a put, the number that its first row was given",
            javaType = "Long")
    public static final String NUMBER = "NightflowNumber";

    /** Property of an exchange: the {@link io.nightflow.staging.StagedBatch} whose rows are the body. */
    public static final String BATCH = "NightflowBatch";

    /** Property of an exchange: whether a batch is the first of a drain; Boolean. */
    public static final String DRAIN_STARTS = "NightflowDrainStarts";

    /** Property to be set by the route: the number of the last row that is delivered; Long. */
    public static final String ACKNOWLEDGED = "NightflowAcknowledged";

    private StagingConstants() {}
}
