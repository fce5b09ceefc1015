package io.nightflow.line;

import java.io.IOException;

/** Opens a transport anew at each call: a port may come back under another name behind the same link. */
@FunctionalInterface
public interface Opener {
    /**
     * Opens it.
     *
     * @throws IOException it cannot be opened now; the message says why and what to do.
     */
    Transport open() throws IOException;
}
