package io.nightflow.store;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What is on the disk once it is done; who waits for it hears of a failure as it is, without what a future puts around it. */
final class Committed<T> extends CompletableFuture<T> {
    @Override
    public T join() {
        try {
            return super.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreException cause) {
                throw cause;
            }
            throw e;
        }
    }

    @Override
    public <U> CompletableFuture<U> newIncompleteFuture() {
        return new Committed<>();
    }
}
