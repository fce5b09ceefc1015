package io.nightflow.staging;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that touches the staging files. Nobody interrupts it (an interrupt would close a lock file's channel and
 * so drop the lock), and callers that are interrupted leave it alone.
 */
final class StagingThread implements AutoCloseable {
    private static final long CLOSE_SECONDS = 5;

    private final ExecutorService executor;

    StagingThread(String name) {
        executor = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Work without a result. */
    interface Work {
        void run() throws IOException;
    }

    /** Runs work on the thread and waits for it, whatever happens to the caller. */
    void run(Work work) throws IOException {
        call(() -> {
            work.run();
            return true;
        });
    }

    /** Runs work on the thread and waits for it, whatever happens to the caller. */
    <T> T call(Callable<T> work) throws IOException {
        CompletableFuture<T> done = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                done.complete(work.call());
            } catch (Throwable e) { // also an error: a caller must never wait for ever
                done.completeExceptionally(e);
            }
        });
        try {
            return done.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
