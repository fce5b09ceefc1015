package io.nightflow.tap;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of the hours ahead of a sensor. Where a newer forecast was made before it went out, it has what stands now.
 *
 * @param gateway that has it.
 * @param log in which it has its number.
 * @param number of it.
 * @param sensor the metering point.
 * @param time the first hour, ISO 8601 with the offset of the site.
 * @param flowModel what the flow was forecast by.
 * @param pressureModel likewise of the pressure.
 * @param hours from that hour on, at most 168.
 */
@JsonPropertyOrder({"gateway", "log", "number", "sensor", "time", "flowModel", "pressureModel", "hours"})
public record TappedForecast(
        String gateway,
        String log,
        long number,
        String sensor,
        String time,
        String flowModel,
        String pressureModel,
        List<Hour> hours)
        implements Tapped {
    /**
     * An hour; m3/h and bar to four places, null where nothing is forecast.
     *
     * @param time its start.
     * @param flow expected mean.
     * @param flowLow below which one of ten hours should lie.
     * @param flowHigh above which one of ten hours should lie.
     * @param pressure likewise.
     * @param pressureLow likewise.
     * @param pressureHigh likewise.
     */
    @JsonPropertyOrder({"time", "flow", "flowLow", "flowHigh", "pressure", "pressureLow", "pressureHigh"})
    public record Hour(
            String time,
            @Nullable Double flow,
            @Nullable Double flowLow,
            @Nullable Double flowHigh,
            @Nullable Double pressure,
            @Nullable Double pressureLow,
            @Nullable Double pressureHigh) {}
}
