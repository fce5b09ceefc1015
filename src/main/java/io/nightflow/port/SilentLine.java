package io.nightflow.port;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a line anew on which nothing comes, and tells of it once, and once it is heard again. */
public final class SilentLine {
    private static final Logger LOG = LoggerFactory.getLogger(SilentLine.class);

    private final String path;
    private final Duration after;
    private final Supplier<SilenceListener> listener;
    private final String route;
    private final SilenceWatch watch;

    /**
     * Of one port.
     *
     * @param after how long it may say nothing; zero for ever.
     * @param route that wants its lines.
     * @param listener as it is when something has changed.
     */
    public SilentLine(String path, Duration after, String route, Supplier<SilenceListener> listener) {
        this.path = path;
        this.after = after;
        this.route = route;
        this.listener = listener;
        watch = new SilenceWatch(after.toNanos(), System.nanoTime());
    }

    /** Whether the line was opened anew. */
    public boolean watch(SharedLine line, boolean heard) {
        long now = System.nanoTime();
        SilenceWatch.Change change = watch.see(heard, line.isOpen(), now);
        boolean silent = change == SilenceWatch.Change.SILENT || change == SilenceWatch.Change.STILL_SILENT;
        if (silent) {
            line.reopen();
        }
        if (change == SilenceWatch.Change.SILENT) {
            LOG.warn("line {}: nothing has come for {}. It is opened anew", path, after);
            tell(false, now);
        } else if (change == SilenceWatch.Change.STILL_SILENT) {
            tell(false, now); // the database may have had no room for it
        } else if (change == SilenceWatch.Change.HEARD_AGAIN) {
            LOG.info("line {} is heard again", path);
            tell(true, now);
        } else if (change == SilenceWatch.Change.FIRST_HEARD) {
            tell(true, now);
        }
        return silent;
    }

    /** For how many seconds nothing has come; 0 where that is not too long. */
    public long muteSeconds() {
        return watch.silentSeconds(System.nanoTime());
    }

    private void tell(boolean ended, long now) {
        try {
            listener.get().silence(path, route, ended, watch.minutes(now));
        } catch (RuntimeException e) {
            LOG.warn("telling that line {} is silent: {}", path, e.getMessage());
        }
    }
}
