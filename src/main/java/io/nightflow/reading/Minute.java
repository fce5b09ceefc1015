package io.nightflow.reading;

import java.time.Duration;
import java.time.Instant;

/**
 * One minute of the grid on which all readings and results lie.
 *
 * @param epochSecond UTC start of the minute in seconds since 1970; a multiple of 60.
 */
public record Minute(long epochSecond) implements Comparable<Minute> {
    /** Of a minute. */
    public static final long SECONDS = 60;

    private static final long TEN_MINUTES = 600;
    private static final long SECONDS_AN_HOUR = 3_600;

    /** Refuses a second that does not start a minute. */
    public Minute {
        if (Math.floorMod(epochSecond, SECONDS) != 0) {
            throw new IllegalArgumentException("minute: must start at a full minute (got second " + epochSecond + ")");
        }
    }

    /** The minute in which a second lies. */
    public static Minute containing(long epochSecond) {
        return new Minute(epochSecond - Math.floorMod(epochSecond, SECONDS));
    }

    /** The minute in which an instant lies. */
    public static Minute containing(Instant instant) {
        return containing(instant.getEpochSecond());
    }

    /** The minute {@code count} minutes later, or earlier where negative. */
    public Minute plus(long count) {
        return new Minute(epochSecond + count * SECONDS);
    }

    /** The first minute of this minute's hour. */
    public Minute hour() {
        return new Minute(epochSecond - Math.floorMod(epochSecond, SECONDS_AN_HOUR));
    }

    /** The last minute of the ten of a clock (:00 to :09, :10 to :19, ..) that this minute lies in. */
    public Minute lastOfTen() {
        return new Minute(epochSecond - Math.floorMod(epochSecond, TEN_MINUTES) + TEN_MINUTES - SECONDS);
    }

    /** Whether this minute starts a full hour of UTC. */
    public boolean isFullHour() {
        return hour().equals(this);
    }

    /** How many minutes lie between this one and a later one; negative where the other lies before it. */
    public long until(Minute other) {
        return (other.epochSecond - epochSecond) / SECONDS;
    }

    /** Whether this minute lies before the other. */
    public boolean isBefore(Minute other) {
        return epochSecond < other.epochSecond;
    }

    /** The start of this minute. */
    public Instant start() {
        return Instant.ofEpochSecond(epochSecond);
    }

    /** The start of the next minute. */
    public Instant end() {
        return start().plus(Duration.ofSeconds(SECONDS));
    }

    @Override
    public int compareTo(Minute other) {
        return Long.compare(epochSecond, other.epochSecond);
    }

    @Override
    public String toString() {
        return start().toString();
    }
}
