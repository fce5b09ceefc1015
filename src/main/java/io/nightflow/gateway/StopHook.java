package io.nightflow.gateway;

import java.util.concurrent.Callable;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the gateway when the process is told to stop, and starts it anew when it is told to. A signal that comes while the
 * gateway starts waits for the start: what is half open is closed whole.
 */
public final class StopHook {
    private static final Logger LOG = LoggerFactory.getLogger(StopHook.class);
    private static final long STOP_NANOS_MAX = TimeUnit.SECONDS.toNanos(8);
    private static final int EXIT_TERMINATED = 143;

    private final FolderLock lock;
    private final Object life = new Object();
    private final Semaphore news = new Semaphore(0);
    private volatile @Nullable Gateway gateway;
    private volatile boolean stopping;

    private StopHook(FolderLock lock) {
        this.lock = lock;
    }

    /** Before the gateway opens anything. */
    public static StopHook install(FolderLock lock) {
        StopHook hook = new StopHook(lock);
        Runtime.getRuntime().addShutdownHook(new Thread(hook::stop, "stop"));
        return hook;
    }

    /**
     * Starts a gateway, unless the process is told to stop; from now on a signal closes it.
     *
     * @throws Exception it could not be started; nothing of it is open.
     */
    public void start(Callable<Gateway> starting) throws Exception {
        synchronized (life) {
            if (!stopping) {
                gateway = starting.call();
            }
        }
    }

    /** Has it stopped and started anew. */
    public void restart() {
        news.release();
    }

    /** Whether the gateway's routes run. */
    public boolean isStarted() {
        Gateway running = gateway;
        return running != null && running.isStarted();
    }

    /** Until the gateway is to be started anew, which is stopped then; false when the process ends. */
    public boolean awaitRestart() throws InterruptedException {
        news.acquire();
        synchronized (life) {
            if (!stopping) {
                close();
            }
            return !stopping;
        }
    }

    private void close() {
        Gateway running = gateway;
        gateway = null;
        if (running != null) {
            running.close();
        }
    }

    private void stop() {
        limitStop();
        synchronized (life) {
            stopping = true;
            close();
        }
        lock.close();
        Logging.flush();
        news.release();
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
