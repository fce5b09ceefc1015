package io.nightflow.camel.taps;

import org.apache.camel.spi.Metadata;

/** Headers of {@code nightflow:}. */
public final class NightflowConstants {
    @Metadata(label = "consumer", description = "Which gateway it is of", javaType = "String")
    public static final String GATEWAY = "NightflowGateway";

    @Metadata(label = "consumer", description = "The log in which it has its number", javaType = "String")
    public static final String LOG = "NightflowLog";

    @Metadata(label = "consumer", description = "The first number of the exchange", javaType = "Long")
    public static final String FIRST = "NightflowFirst";

    @Metadata(label = "consumer", description = "The last number of the exchange", javaType = "Long")
    public static final String LAST = "NightflowLast";

    @Metadata(label = "producer", description = "How many readings are on the disk", javaType = "Integer")
    public static final String STORED = "NightflowStored";

    @Metadata(label = "producer", description = "How many readings were refused", javaType = "Integer")
    public static final String REFUSED = "NightflowRefused";

    private NightflowConstants() {}
}
