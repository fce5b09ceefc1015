package io.nightflow.detect;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;

/** What the methods must know of a sensor besides its readings; forecasts are asked for at the ends of ten minutes. */
public interface SensorContext {
    /** The forecast of an hour that was made the day before, m3/h or bar; NaN where there is none. */
    double forecast(Quantity quantity, Minute hour);

    /** Whether a minute lies in the sensor's night window. */
    boolean isNight(Minute minute);

    /** The night in whose hours of minimum flow a minute lies, by the day of its morning since 1970; -1 for none. */
    long minimumNight(Minute minute);

    /** Whether a minute of these hours is the last of them. */
    boolean endsMinimumNight(Minute minute);

    /** What the nights before this minute's usually showed; asked once a night. */
    NightUsual nightUsual(Minute minute);
}
