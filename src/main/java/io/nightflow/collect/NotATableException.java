package io.nightflow.collect;

import java.io.IOException;

/** A file holds something else than lines of a table; its content must not be told, for it may be anything. */
public final class NotATableException extends IOException {
    NotATableException(long line, String reason) {
        super("line " + line + " " + reason);
    }
}
