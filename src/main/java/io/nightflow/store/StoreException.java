package io.nightflow.store;

/** The database did not do what was asked; the message says what, why and what to do. */
public class StoreException extends RuntimeException {
    /** With the cause for the log at DEBUG. */
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
