package io.nightflow.operate;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What was found out a moment ago is not found out again: ten figures of one look share what they read. */
public final class Recently<T> implements Supplier<T> {
    private final Supplier<T> source;
    private final LongSupplier nanos;
    private final long freshNanos;
    private @Nullable T value;
    private long readAt;

    /** For a second. */
    Recently(Supplier<T> source, LongSupplier nanos) {
        this(source, nanos, 1);
    }

    /** For so many seconds of a clock of nanoseconds. */
    public Recently(Supplier<T> source, LongSupplier nanos, long seconds) {
        this.source = source;
        this.nanos = nanos;
        freshNanos = TimeUnit.SECONDS.toNanos(seconds);
    }

    @Override
    public synchronized T get() {
        T known = value;
        long now = nanos.getAsLong();
        if (known == null || now - readAt > freshNanos) {
            known = source.get();
            value = known;
            readAt = now;
        }
        return known;
    }
}
