package io.nightflow.camel.serial;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a line anew on which nothing comes, and tells of it once, and once it is heard again. */
final class SilentLine {
    private static final Logger LOG = LoggerFactory.getLogger(SilentLine.class);

    private final SerialEndpoint endpoint;
    private final String route;
    private final SilenceWatch watch;

    SilentLine(SerialEndpoint endpoint, String route) {
        this.endpoint = endpoint;
        this.route = route;
        watch = new SilenceWatch(endpoint.getSilentAfter().toNanos(), System.nanoTime());
    }

    /** Whether the line was opened anew. */
    boolean watch(SharedLine line, boolean heard) {
        long now = System.nanoTime();
        SilenceWatch.Change change = watch.see(heard, line.isOpen(), now);
        boolean silent = change == SilenceWatch.Change.SILENT || change == SilenceWatch.Change.STILL_SILENT;
        if (silent) {
            line.reopen();
        }
        if (change == SilenceWatch.Change.SILENT) {
            LOG.warn(
                    "line {}: nothing has come for {}. It is opened anew",
                    endpoint.getPath(),
                    endpoint.getSilentAfter());
            tell(false, now);
        } else if (change == SilenceWatch.Change.STILL_SILENT) {
            tell(false, now); // the database may have had no room for it
        } else if (change == SilenceWatch.Change.HEARD_AGAIN) {
            LOG.info("line {} is heard again", endpoint.getPath());
            tell(true, now);
        } else if (change == SilenceWatch.Change.FIRST_HEARD) {
            tell(true, now);
        }
        return silent;
    }

    /** For how many seconds nothing has come; 0 where that is not too long. */
    long muteSeconds() {
        return watch.silentSeconds(System.nanoTime());
    }

    private void tell(boolean ended, long now) {
        try {
            endpoint.getComponent().tellSilence(endpoint.getPath(), route, ended, watch.minutes(now));
        } catch (RuntimeException e) {
            LOG.warn("telling that line {} is silent: {}", endpoint.getPath(), e.getMessage());
        }
    }
}
