package io.nightflow.port;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a port stands, and what is said of it in the log: nothing any more once we hang up ourselves. */
public final class LineNews {
    private static final Logger LOG = LoggerFactory.getLogger(LineNews.class);

    private final String path;
    private volatile String state = "opening";
    private volatile String lost = "";
    private volatile boolean ending;

    /** Of this port. */
    public LineNews(String path) {
        this.path = path;
    }

    /** In words, for health and JMX. */
    String state() {
        return state;
    }

    /** It is closed, or the gateway stops. */
    public void end() {
        ending = true;
    }

    /** It is open. */
    public void opened() {
        state = "open";
        tellLost();
        if (!ending) {
            LOG.info("line {} is open", path);
        }
    }

    /** Said with what comes next: a signal that ends the process ends a read first. */
    void lost(String reason) {
        state = reason;
        lost = reason;
    }

    /** It could not be opened. */
    public void unavailable(String reason) {
        state = reason;
        tellLost();
        if (!ending) {
            LOG.warn("{}", reason);
        }
    }

    private void tellLost() {
        String reason = lost;
        lost = "";
        if (!reason.isEmpty() && !ending) {
            LOG.warn("{}", reason);
        }
    }
}
