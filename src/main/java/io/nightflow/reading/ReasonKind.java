package io.nightflow.reading;

import java.util.Locale;

/**
 * Why an alert is raised or ends. What its figures are, in their order, its sentence shows: {@code reason.*} of
 * {@code words/alerts_en.properties}.
 */
public enum ReasonKind {
    USUAL_OVER,
    USUAL_BELOW,
    FORECAST_OVER,
    FORECAST_BELOW,
    PERCENTILE,
    NIGHT_OVER,
    NIGHT_TWO,
    CONTINUOUS,
    NOT_SENT,
    RANGE,
    JUMPED,
    REVERSE,
    FAR,
    OVERLOAD,
    EMPTY,
    STUCK,
    ZERO,
    LASTED,
    LASTED_OVER,
    LASTED_BELOW,
    LEAK,
    LEAK_SINCE,
    LEAK_DAY,
    LEAK_DAY_SINCE,
    LEAK_OVER,
    LEAK_USUAL,
    LEAK_ANSWERED,
    SENSOR_SILENT,
    ZONE_SILENT,
    SENSOR_HEARD,
    SENSOR_HEARD_WHOLE,
    LINE_SILENT,
    LINE_HEARD,
    CLOCK_AHEAD,
    CLOCK_BEHIND,
    CLOCK_RIGHT,
    EXCHANGED,
    METER_SAYS,
    METER_SAYS_NO_LONGER,
    METER_DOUBT,
    METER_AGREES,
    METER_SILENT,
    METER_SILENT_WHY,
    METER_SPEAKS,
    METER_ASKED_NO_MORE,
    DISK_LOW,
    DISK_AGAIN,
    DEVICE_STOPPED,
    DEVICE_TAKES,
    WORK_OVER,
    WORK_OVER_HELD;

    /** As it is stored: {@code usual_over}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
