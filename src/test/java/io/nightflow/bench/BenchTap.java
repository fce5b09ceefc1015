package io.nightflow.bench;

import io.nightflow.reading.Minute;
import io.nightflow.store.TapReader;
import io.nightflow.store.TapStore;
import io.nightflow.tap.TapJson;
import io.nightflow.tap.TapKind;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A tap of results as a route has it, 1,000 an exchange, whose receiver takes the JSON and does nothing with it. */
final class BenchTap extends Thread {
    private static final int BATCH = 1_000;
    private static final long IDLE_MILLIS = 250;

    private final TapStore store;
    private final CountDownLatch ends = new CountDownLatch(1);
    private long cursor;
    private long taken;
    private long characters;

    BenchTap(TapStore store, String name, TapStore.Start start, Minute now) {
        super(name);
        this.store = store;
        cursor = store.open(name, TapKind.RESULTS, start, now);
    }

    @Override
    public void run() {
        try (TapReader reader = store.reader(getName())) {
            boolean more = true;
            while (more) {
                TapStore.Batch batch = reader.next(TapKind.RESULTS, cursor, BATCH);
                if (batch.last() > cursor) {
                    characters += TapJson.of(batch.rows()).length();
                    store.taken(getName(), batch);
                    cursor = batch.last();
                    taken += batch.rows().size();
                } else {
                    more = !ends.await(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Once it has all. */
    void end() throws InterruptedException {
        ends.countDown();
        join();
    }

    long taken() {
        return characters == 0 ? 0 : taken;
    }
}
