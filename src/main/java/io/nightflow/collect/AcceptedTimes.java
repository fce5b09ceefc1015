package io.nightflow.collect;

import io.nightflow.reading.Minute;
import io.nightflow.time.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Which time stamps are believed: not before 2020, not 20 years ahead; further ahead than a setting they wait. */
public final class AcceptedTimes {
    private static final Instant OLDEST = Instant.parse("2020-01-01T00:00:00Z");

    private static final Duration NEVER = Duration.ofDays(20 * 365L);

    private final InstantSource clock;
    private final Duration futureMax;

    /** With the clock that "now" is taken from. */
    public AcceptedTimes(InstantSource clock, Duration futureMax) {
        this.clock = clock;
        this.futureMax = futureMax;
    }

    /** What the clock showed so long ago, as it stands now. */
    public Instant before(Duration elapsed) {
        return clock instanceof GatewayClock gateway
                ? gateway.before(elapsed)
                : clock.instant().minus(elapsed);
    }

    /** Why a minute is refused; empty where it is believed. */
    public Optional<String> refusal(Minute minute) {
        Optional<String> past = refusalOfPast(minute);
        if (past.isPresent()) {
            return past;
        }
        return isEarly(minute) ? Optional.of("in the future") : Optional.empty();
    }

    /** Whether a minute lies in the future: its meter's clock is ahead, or ours is behind. */
    public boolean isEarly(Minute minute) {
        return minute.start().isAfter(clock.instant().plus(futureMax));
    }

    /** The same, whatever the clock shows. */
    public Optional<String> refusalOfPast(Minute minute) {
        return minute.start().isBefore(OLDEST) ? Optional.of("before 2020") : Optional.empty();
    }

    /** Why a minute is refused for good; one that is only early waits. */
    public Optional<String> refusalForGood(Minute minute) {
        boolean never = minute.start().isAfter(clock.instant().plus(NEVER));
        return never ? Optional.of("20 years in the future") : refusalOfPast(minute);
    }
}
