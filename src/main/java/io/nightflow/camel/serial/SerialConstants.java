package io.nightflow.camel.serial;

import org.apache.camel.spi.Metadata;

/** Headers of an exchange that {@code serial:} makes. */
public final class SerialConstants {
    @Metadata(label = "consumer", description = "The port, as the route names it", javaType = "String")
    public static final String PORT = "NightflowPort";

    @Metadata(
            label = "consumer",
            description = "When the lines were read, in nanoseconds of System.nanoTime: a locked database must not age"
                    + " them",
            javaType = "Long")
    public static final String ARRIVED = "NightflowArrived";

    private SerialConstants() {}
}
