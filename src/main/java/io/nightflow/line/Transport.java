package io.nightflow.line;

import java.io.Closeable;
import java.io.IOException;

/**
 * An open byte line. Reads belong to one thread, writes to one thread; only the reading thread may close (closing under
 * a running read kills the JVM in jSerialComm's native code).
 */
public interface Transport extends Closeable {
    /**
     * Waits up to about 100 ms for bytes.
     *
     * @return how many were read, 0 for none.
     * @throws IOException the line is lost.
     */
    int read(byte[] buffer) throws IOException;

    /**
     * Writes all bytes; may block for as long as the other side does not read.
     *
     * @throws IOException the line is lost.
     */
    void write(byte[] bytes) throws IOException;

    /** Frees the port; never fails. */
    @Override
    void close();
}
