package io.nightflow.reading;

/**
 * The expected mean of one hour.
 *
 * @param flow m3/h; 0 where there is no forecast.
 * @param pressure bar; 0 where there is no forecast.
 */
public record Forecast(double flow, double pressure) {
    /** No forecast, as the device expects it: zeros. */
    public static final Forecast NONE = new Forecast(0, 0);
}
