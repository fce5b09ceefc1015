package io.nightflow.camel.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Whether the machine's clock is to be trusted, and a time that needs no clock: seconds since the machine's boot, which go
 * on over a restart of the gateway. A mini PC without a battery starts in 1970; no clock is good that lies before this
 * program was built.
 */
public final class BootTime {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    private final String boot;
    private final LongSupplier seconds;
    private final InstantSource machine;
    private final Instant built;

    /** With the name of the boot and its seconds. */
    public BootTime(String boot, LongSupplier seconds, InstantSource machine, Instant built) {
        this.boot = boot;
        this.seconds = seconds;
        this.machine = machine;
        this.built = built;
    }

    /** Of this machine; on one that does not name its boots, each start of the gateway counts as one. */
    public static BootTime of(InstantSource machine, Instant built) {
        String boot;
        try {
            boot = Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            boot = "process-" + ProcessHandle.current().pid();
        }
        return new BootTime(boot, () -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()), machine, built);
    }

    /** Whether the clock is good. */
    public boolean isClockGood() {
        return !machine.instant().isBefore(built);
    }

    /** The name of the machine's boot. */
    public String boot() {
        return boot;
    }

    /** Seconds since some point of this boot. */
    public long seconds() {
        return seconds.getAsLong();
    }
}
