package io.nightflow.line;

/** Hears of a line, always on its owner thread. */
public interface LineListener {
    /** The line is open; what comes first may be the rest of a line. */
    void opened();

    /** The first {@code count} bytes of the buffer came; the buffer is reused after the call. */
    void received(byte[] buffer, int count);

    /** The line is lost or was asked to reopen; it will be opened again. */
    void lost(String reason);

    /** The line could not be opened; called at each change of the reason, not at each try. */
    void unavailable(String reason);
}
