package io.nightflow.tap;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import org.jspecify.annotations.Nullable;

/**
 * What detection says of a minute of a sensor.
 *
 * @param gateway that has it.
 * @param log in which it has its number.
 * @param number of it.
 * @param sensor the metering point.
 * @param time its minute, ISO 8601 with the offset of the site.
 * @param flow m3/h, to four places; null where none was measured.
 * @param pressure bar, likewise.
 * @param quality as in {@link TappedReading}.
 * @param stage the highest of all methods, 0 normal to 4 serious.
 * @param flowStages a digit a method: system, value, prediction, night; 5: does not apply.
 * @param pressureStages a digit a method: system, value, prediction.
 * @param flowReason why the flow is no usual one; null where it is.
 * @param pressureReason likewise of the pressure.
 * @param again whether the same minute was judged before, and otherwise or from other readings.
 */
@JsonPropertyOrder({
    "gateway",
    "log",
    "number",
    "sensor",
    "time",
    "flow",
    "pressure",
    "quality",
    "stage",
    "flowStages",
    "pressureStages",
    "flowReason",
    "pressureReason",
    "again"
})
public record TappedResult(
        String gateway,
        String log,
        long number,
        String sensor,
        String time,
        @Nullable Double flow,
        @Nullable Double pressure,
        String quality,
        int stage,
        String flowStages,
        String pressureStages,
        @Nullable String flowReason,
        @Nullable String pressureReason,
        boolean again)
        implements Tapped {}
