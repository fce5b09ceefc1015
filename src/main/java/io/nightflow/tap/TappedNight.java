package io.nightflow.tap;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A night of a sensor; flows are m3/h to four places, null where they are not known.
 *
 * @param gateway that has it.
 * @param log in which it has its number.
 * @param number of it.
 * @param sensor the metering point.
 * @param night the date of its morning.
 * @param verdict {@code incomplete}, {@code learning}, {@code normal}, {@code high} or {@code alarm}.
 * @param mean of its hours of least flow.
 * @param minimumHour the lowest hour of it.
 * @param usual what a night of its weekday usually has.
 * @param spread how far usual nights stray from that.
 * @param score how many spreads it lies over the usual.
 * @param volume m3 over the usual since the first night of the evidence.
 * @param since the morning of that night; null where there is none.
 * @param raised the morning on which the alarm began; null where none is on.
 * @param leakage estimated, m3 a day.
 * @param again whether the same night went out before.
 */
@JsonPropertyOrder({
    "gateway",
    "log",
    "number",
    "sensor",
    "night",
    "verdict",
    "mean",
    "minimumHour",
    "usual",
    "spread",
    "score",
    "volume",
    "since",
    "raised",
    "leakage",
    "again"
})
public record TappedNight(
        String gateway,
        String log,
        long number,
        String sensor,
        String night,
        String verdict,
        @Nullable Double mean,
        @Nullable Double minimumHour,
        @Nullable Double usual,
        @Nullable Double spread,
        @Nullable Double score,
        @Nullable Double volume,
        @Nullable String since,
        @Nullable String raised,
        @Nullable Double leakage,
        boolean again)
        implements Tapped {}
