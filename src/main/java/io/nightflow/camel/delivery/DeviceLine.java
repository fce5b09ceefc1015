package io.nightflow.camel.delivery;

import java.util.List;

/** The way to the device, as the delivery needs it. */
public interface DeviceLine {
    /**
     * Hands bodies to the line, each to get its check value.
     *
     * @throws RuntimeException the line is not open.
     */
    void send(List<String> bodies);

    /** Closes the port and opens it again. */
    void reopen();
}
