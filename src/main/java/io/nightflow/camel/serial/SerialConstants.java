package io.nightflow.camel.serial;

/** Headers of an exchange that {@code serial:} makes. */
public final class SerialConstants {
    /** The port, as the route names it. */
    public static final String PORT = "NightflowPort";

    /** When its lines were read, in nanoseconds of {@link System#nanoTime}: a locked database must not age them. */
    public static final String ARRIVED = "NightflowArrived";

    private SerialConstants() {}
}
