package io.nightflow.time;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Seconds since the boot, time in which the machine slept included ({@code CLOCK_BOOTTIME}). The kernel is asked once a second;
 * in between the monotonic clock tells, which stands still only while the machine sleeps.
 */
final class Uptime {
    private static final Path FILE = Path.of("/proc/uptime");
    private static final long ASK_NANOS = TimeUnit.SECONDS.toNanos(1);

    private long askedAt = System.nanoTime() - ASK_NANOS;
    private long seconds;

    synchronized long seconds() {
        long now = System.nanoTime();
        if (now - askedAt >= ASK_NANOS) {
            askedAt = now;
            seconds = ask(now);
        }
        return seconds;
    }

    private static long ask(long now) {
        try {
            String text = new String(Files.readAllBytes(FILE), StandardCharsets.ISO_8859_1);
            return Long.parseLong(text.substring(0, text.indexOf('.')));
        } catch (IOException | RuntimeException e) {
            return TimeUnit.NANOSECONDS.toSeconds(now); // no Linux
        }
    }
}
