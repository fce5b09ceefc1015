package io.nightflow.operate;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Optional;

/** How full the heap is with what is still used: what a collection of all of it has left. */
public final class HeapUse {
    private static final double FULL = 0.9;
    private static final long MEBIBYTE = 1_048_576;

    private HeapUse() {}

    /** What to do where it is full; empty where it is not. */
    public static Optional<String> trouble() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
                .map(HeapUse::full)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> full(MemoryPoolMXBean old) {
        MemoryUsage left = old.getCollectionUsage();
        MemoryUsage now = old.getUsage();
        long most = now.getMax();
        boolean full = left != null && most > 0 && Math.min(left.getUsed(), now.getUsed()) > FULL * most;
        return full
                ? Optional.of("the heap is full: " + now.getUsed() / MEBIBYTE + " of " + most / MEBIBYTE
                        + " MiB are in use. Fewer sensors, or more memory: NIGHTFLOW_JAVA_OPTIONS=-Xmx512m")
                : Optional.empty();
    }
}
