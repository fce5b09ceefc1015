package io.nightflow.reading;

/**
 * The expected mean of one quantity in one hour.
 *
 * @param mean m3/h or bar; NaN where nothing is known.
 * @param low 1 of 10 hours should lie below; NaN where the way to forecast gives no band.
 * @param high 1 of 10 hours should lie above; likewise.
 */
public record Forecast(double mean, double low, double high) {
    /** Nothing is known. */
    public static final Forecast NONE = new Forecast(Double.NaN, Double.NaN, Double.NaN);
}
