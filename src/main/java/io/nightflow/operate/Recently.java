package io.nightflow.operate;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was found out less than a second ago is not found out again: ten figures of one look share what they read. */
final class Recently<T> implements Supplier<T> {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<T> source;
    private final LongSupplier nanos;
    private @Nullable T value;
    private long readAt;

    Recently(Supplier<T> source, LongSupplier nanos) {
        this.source = source;
        this.nanos = nanos;
    }

    @Override
    public synchronized T get() {
        T known = value;
        long now = nanos.getAsLong();
        if (known == null || now - readAt > FRESH_NANOS) {
            known = source.get();
            value = known;
            readAt = now;
        }
        return known;
    }
}
