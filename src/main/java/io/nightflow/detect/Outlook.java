package io.nightflow.detect;

import io.nightflow.reading.Minute;
import io.nightflow.reading.Quantity;

/** What the methods must know of a sensor besides its readings; asked at the ends of ten minutes only, nights at each. */
public interface Outlook {
    /** The forecast of an hour that was made the day before, m3/h or bar; NaN where there is none. */
    double forecast(Quantity quantity, Minute hour);

    /** Whether a minute lies in the sensor's night window. */
    boolean isNight(Minute minute);

    /** Whether a minute lies in the hours of the minimum night flow. */
    boolean isMinimumNight(Minute minute);

    /** What the nights before this minute usually showed. */
    NightUsual nightUsual(Minute minute);
}
