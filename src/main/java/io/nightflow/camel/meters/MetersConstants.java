package io.nightflow.camel.meters;

import org.apache.camel.spi.Metadata;

/** Headers of exchanges of the component {@code meters:}. */
public final class MetersConstants {
    /** What the clock that stamped the samples shows when they are handed out. */
    @Metadata(description = "What the clock that stamped the samples shows when they are handed out", javaType = "Long")
    public static final String NANOS = "NightflowMeterNanos";

    private MetersConstants() {}
}
