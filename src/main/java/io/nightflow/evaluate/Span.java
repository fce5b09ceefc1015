package io.nightflow.evaluate;

import io.nightflow.reading.Minute;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A part of a series.
 *
 * @param from its first minute.
 * @param to the minute after its last.
 */
public record Span(Minute from, Minute to) {
    private static final double WEEK_SECONDS = 7 * 86_400.0;

    /**
     * Reads {@code 2021-01-01..2021-12-31}, both days included, local.
     *
     * @throws IllegalArgumentException it cannot be read.
     */
    public static Span parse(String text, ZoneId zone) {
        String[] days = text.split("\\.\\.", -1);
        try {
            if (days.length == 2) {
                Span span = new Span(
                        Minute.containing(
                                LocalDate.parse(days[0]).atStartOfDay(zone).toInstant()),
                        Minute.containing(LocalDate.parse(days[1])
                                .plusDays(1)
                                .atStartOfDay(zone)
                                .toInstant()));
                if (span.from().isBefore(span.to())) {
                    return span;
                }
            }
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be two days such as 2021-01-01..2021-12-31 (got " + text + ")", e);
        }
        throw new IllegalArgumentException("must be two days such as 2021-01-01..2021-12-31 (got " + text + ")");
    }

    /** The day of its first minute, in days since 1970, local. */
    public long firstDay(ZoneId zone) {
        return from.start().atZone(zone).toLocalDate().toEpochDay();
    }

    /** The day of its last minute. */
    public long lastDay(ZoneId zone) {
        return to.plus(-1).start().atZone(zone).toLocalDate().toEpochDay();
    }

    double weeks() {
        return (to.epochSecond() - from.epochSecond()) / WEEK_SECONDS;
    }
}
