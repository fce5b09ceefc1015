package io.nightflow;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small jobs beside the routes, on one timer that does not go by the clock. What fails is told, and done again. */
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final int MINUTE_SECONDS = 60;

    private final ScheduledExecutorService timer;

    Upkeep(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    void everyMinute(Runnable job) {
        every(MINUTE_SECONDS, job);
    }

    void every(int seconds, Runnable job) {
        Runnable safe = () -> {
            try {
                job.run();
            } catch (RuntimeException e) {
                LOG.warn("looking after the gateway: {}", e.getMessage());
            }
        };
        var unused = timer.scheduleWithFixedDelay(safe, seconds, seconds, TimeUnit.SECONDS);
    }
}
