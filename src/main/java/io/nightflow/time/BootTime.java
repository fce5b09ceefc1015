package io.nightflow.time;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Whether the machine's clock is to be trusted, and a time that needs no clock: seconds since the machine's boot, which go
 * on over a restart of the gateway. A mini PC without a battery starts in 1970, or in 2099; a bad time server sets it
 * wrong later.
 *
 * <pre>
 * NONE     the clock shows a time before this program was built
 * FAR      it shows more than 31 days after all that was known before this boot
 * BELIEVED it goes with the time since the boot
 * DOUBTED  it jumped ahead by more than a day: the time goes on by the seconds since the boot
 * </pre>
 *
 * FAR and DOUBTED become BELIEVED once the clock has gone with the boot time for a day, once three stamps of meters say the
 * same as it, or once it is set right. Thread-safe.
 */
public final class BootTime {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final long STOP_MAX = Duration.ofDays(31).toSeconds();
    private static final long AGREES = 60; // a time service corrects so much at once
    private static final long WITNESS_SECONDS = 300;
    private static final int WITNESSES = 3;

    /** See the class. */
    public enum State {
        NONE,
        FAR,
        BELIEVED,
        DOUBTED
    }

    /**
     * What is known of the clock, for the disk.
     *
     * @param boot the machine's boot.
     * @param bootSecond when that was, since the boot; -1 where the time was not known in it.
     * @param wall the believed time then, epoch seconds.
     * @param shown what the clock showed more than the seconds since the boot.
     * @param agreedSince since which second of the boot it has shown so.
     */
    public record Known(String boot, long bootSecond, long wall, long shown, long agreedSince) {
        static final long NO_TIME = -1;
    }

    private final String boot;
    private final LongSupplier seconds;
    private final InstantSource machine;
    private final Instant built;
    private State state = State.NONE;
    private long lastWall;
    private long believed;
    private long shown;
    private long agreedSince;
    private int witnesses;

    /** With the name of the boot and its seconds. */
    public BootTime(String boot, LongSupplier seconds, InstantSource machine, Instant built) {
        this.boot = boot;
        this.seconds = seconds;
        this.machine = machine;
        this.built = built;
        shown = shownNow();
        agreedSince = seconds.getAsLong();
    }

    /** Of this machine; on one that does not name its boots, each start of the gateway counts as one. */
    public static BootTime of(InstantSource machine, Instant built) {
        return new BootTime(nameOfBoot(), new Uptime()::seconds, machine, built);
    }

    /** The name of this boot of the machine; where it gives none, one of this process. */
    public static String nameOfBoot() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            return "process-" + ProcessHandle.current().pid();
        }
    }

    /** Goes on with what was known at an earlier time. */
    public synchronized void restore(Known known) {
        lastWall = known.wall();
        state = State.NONE;
        boolean sameBoot = known.boot().equals(boot);
        if (sameBoot && known.bootSecond() != Known.NO_TIME) {
            believed = known.wall() - known.bootSecond();
            state = State.BELIEVED;
        }
        if (sameBoot && Math.abs(known.shown() - shown) <= AGREES) {
            agreedSince = known.agreedSince();
        }
        look();
    }

    /** For {@link #restore}; nothing is worth keeping while no time is known. */
    public synchronized Known known() {
        look();
        long now = seconds.getAsLong();
        return isClockGood()
                ? new Known(boot, now, believed + now, shown, agreedSince)
                : new Known(boot, Known.NO_TIME, lastWall, shown, agreedSince);
    }

    /** Whether the time is known. */
    public synchronized boolean isClockGood() {
        look();
        return state == State.BELIEVED || state == State.DOUBTED;
    }

    /** How the clock stands. */
    public synchronized State state() {
        look();
        return state;
    }

    /** What is to be added to what the clock shows, in seconds; 0 but where it is doubted. */
    public synchronized long correction() {
        look();
        return state == State.DOUBTED ? believed - shown : 0;
    }

    /** For how many seconds the clock has gone with the time since the boot. */
    public synchronized long agreedSeconds() {
        look();
        return seconds.getAsLong() - agreedSince;
    }

    /** Meters have just stamped readings with these epoch seconds. */
    public synchronized void stamped(long[] seconds) {
        look();
        for (int i = 0; i < seconds.length && (state == State.FAR || state == State.DOUBTED); i++) {
            boolean same = Math.abs(machine.instant().getEpochSecond() - seconds[i]) <= WITNESS_SECONDS;
            witnesses = same ? witnesses + 1 : 0;
            look();
        }
    }

    private long shownNow() {
        return machine.instant().getEpochSecond() - seconds.getAsLong();
    }

    private void look() {
        long now = shownNow();
        if (Math.abs(now - shown) > AGREES) {
            agreedSince = seconds.getAsLong();
            witnesses = 0;
        }
        shown = now;
        if (machine.instant().isBefore(built)) {
            state = State.NONE;
            return;
        }
        boolean shownToBeRight = agreedFor(DAY) || witnesses >= WITNESSES;
        state = switch (state) {
            case NONE, FAR -> isFar() && !shownToBeRight ? State.FAR : State.BELIEVED;
            case BELIEVED -> shown - believed > DAY ? State.DOUBTED : State.BELIEVED;
            case DOUBTED -> shown - believed > DAY && !shownToBeRight ? State.DOUBTED : State.BELIEVED;
        };
        if (state == State.BELIEVED) {
            believed = shown;
            witnesses = 0;
            lastWall = machine.instant().getEpochSecond();
        }
    }

    private boolean isFar() {
        return lastWall > 0 && machine.instant().getEpochSecond() - lastWall > STOP_MAX;
    }

    private boolean agreedFor(long duration) {
        return seconds.getAsLong() - agreedSince >= duration;
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
