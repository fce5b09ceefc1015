package io.nightflow.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The clock that all jobs and triggers go by. It runs with the machine's clock, or from a start of its own and faster,
 * for the demo and for tests.
 */
public final class GatewayClock implements InstantSource {
    private final InstantSource machine;
    private volatile Instant machineStart;
    private volatile @Nullable Instant stoppedAt;
    private final Instant start;
    private final double speed;
    private final Optional<BootTime> bootTime;

    private GatewayClock(
            InstantSource machine, Instant machineStart, Instant start, double speed, Optional<BootTime> bootTime) {
        this.bootTime = bootTime;
        this.machine = machine;
        this.machineStart = machineStart;
        this.start = start;
        this.speed = speed;
    }

    /** The machine's clock as it is. */
    public static GatewayClock of(InstantSource machine) {
        return new GatewayClock(machine, Instant.EPOCH, Instant.EPOCH, 1, Optional.empty());
    }

    /** The machine's clock as it is, but where it is not believed: a jump ahead changes nothing until it is shown right. */
    public static GatewayClock of(InstantSource machine, BootTime bootTime) {
        return new GatewayClock(machine, Instant.EPOCH, Instant.EPOCH, 1, Optional.of(bootTime));
    }

    /** A clock that starts now at {@code start} and runs {@code speed} times as fast as the machine's. */
    public static GatewayClock simulated(InstantSource machine, Instant start, double speed) {
        return new GatewayClock(machine, machine.instant(), start, speed, Optional.empty());
    }

    @Override
    public Instant instant() {
        Instant stopped = stoppedAt;
        return fromMachine(stopped == null ? machine.instant() : stopped);
    }

    /** Stops a simulated clock: it shows the same until it {@link #goOn goes on}, for whoever cannot keep up with it. */
    public synchronized void stop() {
        if (stoppedAt == null) {
            stoppedAt = machine.instant();
        }
    }

    /** Goes on from where it stood. Triggers that were reckoned before may fire early once, and again in time. */
    public synchronized void goOn() {
        Instant stopped = stoppedAt;
        if (stopped != null) {
            machineStart = machineStart.plus(Duration.between(stopped, machine.instant()));
            stoppedAt = null;
        }
    }

    /** What it showed so long ago by a monotonic clock of the machine, as it stands now. */
    public Instant before(Duration elapsed) {
        return fromMachine(machine.instant().minus(elapsed));
    }

    /** The machine's clock behind it. */
    public InstantSource machine() {
        return machine;
    }

    /** The time on this clock when the machine's shows {@code time}. */
    public Instant fromMachine(Instant time) {
        return speed == 1 && start.equals(machineStart)
                ? time.plusSeconds(correction())
                : start.plus(scaled(machineStart, time, speed));
    }

    /** What the machine's clock shows when this one shows {@code time}, rounded up to its milliseconds. */
    public Instant toMachine(Instant time) {
        if (speed == 1 && start.equals(machineStart)) {
            return time.minusSeconds(correction());
        }
        return machineStart
                .plus(scaled(start, time, 1 / speed))
                .truncatedTo(ChronoUnit.MILLIS)
                .plusMillis(1);
    }

    /** How many times as fast as the machine it runs. */
    public double speed() {
        return speed;
    }

    /** What says whether the machine's clock is believed; empty where it always is. */
    public Optional<BootTime> bootTime() {
        return bootTime;
    }

    private long correction() {
        return bootTime.map(BootTime::correction).orElse(0L);
    }

    private static Duration scaled(Instant from, Instant to, double factor) {
        return Duration.ofNanos(Math.round(Duration.between(from, to).toNanos() * factor));
    }
}
