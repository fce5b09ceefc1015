package io.nightflow.tap;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * A reading that is on the disk.
 *
 * @param gateway that has it.
 * @param log in which it has its number.
 * @param number of it.
 * @param sensor the metering point.
 * @param time its minute, ISO 8601 with the offset of the site.
 * @param flow m3/h, to four places; null where none was measured.
 * @param pressure bar, likewise.
 * @param quality {@code good}, {@code unchecked}, {@code estimated_time}, {@code estimated} or {@code interval}.
 * @param again whether another value of the same minute went out before.
 */
@JsonPropertyOrder({"gateway", "log", "number", "sensor", "time", "flow", "pressure", "quality", "again"})
public record TappedReading(
        String gateway,
        String log,
        long number,
        String sensor,
        String time,
        @Nullable Double flow,
        @Nullable Double pressure,
        String quality,
        boolean again)
        implements Tapped {}
