package io.nightflow.gateway;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the gateway when the process is told to stop. A signal that comes while the gateway starts waits for the start:
 * what is half open is closed whole.
 */
public final class StopHook {
    private static final Logger LOG = LoggerFactory.getLogger(StopHook.class);
    private static final long STOP_NANOS_MAX = TimeUnit.SECONDS.toNanos(8);
    private static final int EXIT_TERMINATED = 143;

    private final FolderLock lock;
    private final CountDownLatch settled = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Gateway gateway;

    private StopHook(FolderLock lock) {
        this.lock = lock;
    }

    /** Before the gateway opens anything. */
    public static StopHook install(FolderLock lock) {
        StopHook hook = new StopHook(lock);
        Runtime.getRuntime().addShutdownHook(new Thread(hook::stop, "stop"));
        return hook;
    }

    /** From now on a signal closes this gateway. */
    public void started(Gateway running) {
        gateway = running;
        settled.countDown();
    }

    /** Nothing is open, a signal has nothing to close. */
    public void failed() {
        settled.countDown();
    }

    /** Until it has stopped. */
    public void await() throws InterruptedException {
        stopped.await();
    }

    private void stop() {
        limitStop();
        try {
            settled.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Gateway running = gateway;
        if (running != null) {
            running.close();
        }
        lock.close();
        Logging.flush();
        stopped.countDown();
    }

    /** Everything is durable as it happens, so a stop that takes too long may be cut short like a power cut. */
    private static void limitStop() {
        Thread limit = new Thread(
                () -> {
                    long end = System.nanoTime() + STOP_NANOS_MAX;
                    for (long left = STOP_NANOS_MAX; left > 0; left = end - System.nanoTime()) {
                        LockSupport.parkNanos(left);
                    }
                    LOG.warn("stopping took more than 8 seconds and is cut short: nothing is lost by that");
                    Logging.flush();
                    Runtime.getRuntime().halt(EXIT_TERMINATED);
                },
                "stop-limit");
        limit.setDaemon(true);
        limit.start();
    }
}
