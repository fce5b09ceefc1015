package io.nightflow.deliver;

import java.util.List;

/** The way to the device, as the delivery needs it. */
public interface DeviceLine {
    /** Whether the site has a device at all. */
    default boolean isThere() {
        return true;
    }

    /**
     * Hands bodies to the line, each to get its check value.
     *
     * @throws RuntimeException the line is not open.
     */
    void send(List<String> bodies);

    /** Its speed in bits a second. */
    int baud();

    /** Whose turn it is to speak on it. */
    LineTurn turn();

    /** For how long nothing was sent, in milliseconds. */
    long idleMillis();

    /** For how many milliseconds the device has been spoken to and has said nothing. */
    long unansweredMillis();

    /** Closes the port and opens it again. */
    void reopen();
}
