package io.nightflow.staging;

import java.io.IOException;

/** A put was refused for want of room; nothing was staged, the same put may be tried again. */
public final class StagingFullException extends IOException {
    /** Says what is full. */
    public StagingFullException(String message) {
        super(message);
    }
}
