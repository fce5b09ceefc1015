package io.nightflow.port;

/** Is told when a line falls silent, and when it is heard again. */
@FunctionalInterface
public interface SilenceListener {
    /** Nothing that a route wants has come on a port for {@code minutes}, or it is heard again after so long. */
    void silence(String path, String route, boolean ended, long minutes);
}
