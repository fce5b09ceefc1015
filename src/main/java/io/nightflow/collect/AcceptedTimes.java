package io.nightflow.collect;

import io.nightflow.reading.Minute;
import io.nightflow.time.GatewayClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Which time stamps are believed: of lines not before 2020, of files not before 1980, not 20 years ahead; further ahead than a
 * setting they wait.
 */
public final class AcceptedTimes {
    private static final int OLDEST_YEAR = 2_020; // a meter whose clock is lost begins with its own zero
    private static final int OLDEST_YEAR_OF_FILES = 1_980;

    private static final Duration NEVER = Duration.ofDays(20 * 365L);

    private final InstantSource clock;
    private final Duration futureMax;
    private final int oldestYear;
    private final Instant oldest;

    /** With the clock that "now" is taken from. */
    public AcceptedTimes(InstantSource clock, Duration futureMax) {
        this(clock, futureMax, OLDEST_YEAR);
    }

    private AcceptedTimes(InstantSource clock, Duration futureMax, int oldestYear) {
        this.clock = clock;
        this.futureMax = futureMax;
        this.oldestYear = oldestYear;
        this.oldest = Instant.parse(oldestYear + "-01-01T00:00:00Z");
    }

    /** The same for files that a person names: history may be as old as it is. */
    public static AcceptedTimes ofFiles(InstantSource clock, Duration futureMax) {
        return new AcceptedTimes(clock, futureMax, OLDEST_YEAR_OF_FILES);
    }

    /** What the clock showed so long ago, as it stands now. */
    public Instant before(Duration elapsed) {
        return clock instanceof GatewayClock gateway
                ? gateway.before(elapsed)
                : clock.instant().minus(elapsed);
    }

    /** As the clock stands now, for many minutes: to look at it costs more than to compare. */
    Now now() {
        Instant now = clock.instant();
        return new Now(
                oldest.getEpochSecond(),
                "before " + oldestYear,
                now.plus(futureMax).getEpochSecond(),
                now.plus(NEVER).getEpochSecond());
    }

    /**
     * What is believed at a moment.
     *
     * @param oldest the first second that is.
     * @param tooOld what is said of a minute before it.
     * @param early after which second a minute lies in the future.
     * @param never after which second none is believed.
     */
    record Now(long oldest, String tooOld, long early, long never) {
        /** Why a minute is refused; empty where it is believed. */
        Optional<String> refusal(Minute minute) {
            Optional<String> past = refusalOfPast(minute);
            return past.isEmpty() && isEarly(minute) ? Optional.of("in the future") : past;
        }

        /** Whether a minute lies in the future: its meter's clock is ahead, or ours is behind. */
        boolean isEarly(Minute minute) {
            return minute.epochSecond() > early;
        }

        /** Why a minute is refused, whatever the clock shows. */
        Optional<String> refusalOfPast(Minute minute) {
            return minute.epochSecond() < oldest ? Optional.of(tooOld) : Optional.empty();
        }

        /** Why a minute is refused for good; one that is only early waits. */
        Optional<String> refusalForGood(Minute minute) {
            return minute.epochSecond() > never ? Optional.of("20 years in the future") : refusalOfPast(minute);
        }
    }
}
