package io.nightflow.camel.quartz;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.quartz.spi.ThreadPool;

/**
 * Threads that sleep until there is a job: those of Quartz's own pool look twice a second each, for years. Named quartz-1 and
 * on; public, for Quartz calls it by reflection.
 */
public final class WaitingThreads implements ThreadPool {
    private static final long JOB_SECONDS_MAX = 60;
    private static final long LAST_SECONDS = 5;

    private final int size;
    private final Semaphore free;
    private final ThreadPoolExecutor threads;

    WaitingThreads(int size) {
        this.size = size;
        free = new Semaphore(size);
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                job -> new Thread(job, "quartz-" + number.incrementAndGet()));
        int unusedStarted = threads.prestartAllCoreThreads(); // later there may be no room for them
    }

    @Override
    public boolean runInThread(Runnable job) {
        free.acquireUninterruptibly(); // an interrupt would leave its trigger dead
        try {
            threads.execute(() -> {
                try {
                    job.run();
                } finally {
                    free.release();
                }
            });
            return true;
        } catch (RejectedExecutionException e) {
            free.release();
            return false; // it is being shut down
        }
    }

    @Override
    public int blockForAvailableThreads() {
        free.acquireUninterruptibly();
        free.release();
        return Math.max(1, free.availablePermits());
    }

    @Override
    public void initialize() {
        // they are there
    }

    @Override
    public void shutdown(boolean waitForJobsToComplete) {
        threads.shutdown();
        try {
            if (waitForJobsToComplete && !threads.awaitTermination(JOB_SECONDS_MAX, TimeUnit.SECONDS)) {
                threads.shutdownNow();
                boolean unusedEnded = threads.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int getPoolSize() {
        return size;
    }

    @Override
    public void setInstanceId(String id) {
        // has no use for it
    }

    @Override
    public void setInstanceName(String name) {
        // has no use for it
    }
}
