package io.nightflow.table;

import java.io.IOException;

/** A file that cannot be understood as a whole; the message is one sentence on its form and says what to write instead. */
public final class UnreadableTableException extends IOException {
    /** With that sentence. */
    public UnreadableTableException(String sentence) {
        super(sentence);
    }
}
