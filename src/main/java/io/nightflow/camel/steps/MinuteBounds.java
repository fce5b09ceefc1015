package io.nightflow.camel.steps;

import io.nightflow.reading.Minute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Which time stamps of readings are believed: not before 2020, and not further in the future than a setting. */
public final class MinuteBounds {
    private static final Instant OLDEST = Instant.parse("2020-01-01T00:00:00Z");

    private final InstantSource clock;
    private final Duration futureMax;

    /** With the clock that "now" is taken from. */
    public MinuteBounds(InstantSource clock, Duration futureMax) {
        this.clock = clock;
        this.futureMax = futureMax;
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

    /** The second of an arrival. */
    public long nowSecond() {
        return clock.instant().getEpochSecond();
    }

    /** The minute of an arrival. */
    public Minute now() {
        return Minute.containing(clock.instant());
    }
}
