package io.nightflow.line;

import java.io.IOException;

/** The device file is not there: nothing was tried, so it may be looked for again soon. */
final class PortAbsentException extends IOException {
    private static final long serialVersionUID = 1;

    PortAbsentException(String message) {
        super(message);
    }
}
