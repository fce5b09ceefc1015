package io.nightflow.gateway;

import io.nightflow.operate.DiskAlerts;
import io.nightflow.reading.Minute;
import io.nightflow.settings.Key;
import io.nightflow.store.AlertStore;
import io.nightflow.store.PlannedWorks;
import io.nightflow.store.StoreStatus;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Small jobs beside the routes, on one timer that does not go by the clock. What fails is told, and done again. */
final class Upkeep {
    private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
    private static final int MINUTE_SECONDS = 60;
    private static final int KEEP_ALIVE_SECONDS = 5;

    private final ScheduledExecutorService timer;

    Upkeep(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /** What the parts of a gateway need. */
    void of(Parts parts) {
        everyMinute(parts.database()::tendLog);
        DiskAlerts disk = new DiskAlerts(
                new AlertStore(parts.database()), parts.settings().get(Key.STAGING_FREE_MIN), parts.clock());
        everyMinute(() -> disk.look(StoreStatus.free(parts.database().file())));
        PlannedWorks works = new PlannedWorks(parts.database());
        everyMinute(() ->
                works.tellEnded(Minute.containing(parts.clock().instant())).join());
        every(KEEP_ALIVE_SECONDS, () -> parts.delivery().keepAlive().look());
    }

    void everyMinute(Runnable job) {
        every(MINUTE_SECONDS, job);
    }

    void every(int seconds, Runnable job) {
        AtomicReference<String> told = new AtomicReference<>(""); // once, not each minute of a full disk
        Runnable safe = () -> {
            try {
                job.run();
                told.set("");
            } catch (RuntimeException e) {
                String words = String.valueOf(e.getMessage());
                if (!words.equals(told.getAndSet(words))) {
                    LOG.warn("looking after the gateway: {}", words);
                }
            }
        };
        var unused = timer.scheduleWithFixedDelay(safe, seconds, seconds, TimeUnit.SECONDS);
    }
}
