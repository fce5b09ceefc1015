package io.nightflow.forecast;

import io.nightflow.reading.Minute;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Hours as the site's clocks show them, counted since 1970. Demand follows the clock, so yesterday and last week lie 24 and
 * 168 of these hours back whatever the clock does: in spring one is missing, in autumn two hours of time are one of these.
 *
 * @param zone the site's.
 */
public record LocalHours(ZoneId zone) {
    private static final long SECONDS = 3_600;

    /** The local hour in which an hour of UTC begins. */
    public long of(Minute hour) {
        return Math.floorDiv(hour.start().atZone(zone).toLocalDateTime().toEpochSecond(ZoneOffset.UTC), SECONDS);
    }

    /** A local hour in words, such as 2022-05-01T00:00. */
    public static String words(long hour) {
        return LocalDateTime.ofEpochSecond(hour * SECONDS, 0, ZoneOffset.UTC).toString();
    }
}
