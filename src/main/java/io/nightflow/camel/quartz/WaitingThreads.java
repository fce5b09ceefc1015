package io.nightflow.camel.quartz;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.quartz.spi.ThreadPool;

/**
 * Threads that sleep until there is a job: those of Quartz's own pool look twice a second each, for years. Named quartz-1 and on; public, for Quartz calls it by reflection.
 */
public final class WaitingThreads implements ThreadPool {
    private static final long JOB_SECONDS_MAX = 60;

    private final int size;
    private final Semaphore free;
    private final ExecutorService threads;

    WaitingThreads(int size) {
        this.size = size;
        free = new Semaphore(size);
        AtomicInteger number = new AtomicInteger();
        threads = Executors.newFixedThreadPool(size, job -> new Thread(job, "quartz-" + number.incrementAndGet()));
    }

    @Override
    public boolean runInThread(Runnable job) {
        try {
            free.acquire();
            threads.execute(() -> {
                try {
                    job.run();
                } finally {
                    free.release();
                }
            });
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RejectedExecutionException e) {
            free.release();
            return false; // it is being shut down
        }
    }

    @Override
    public int blockForAvailableThreads() {
        try {
            free.acquire();
            free.release();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
