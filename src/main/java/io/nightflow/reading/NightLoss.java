package io.nightflow.reading;

/**
 * What a night says of leakage; NaN where it is not known.
 *
 * @param net m3/h that are left without legitimate consumption.
 * @param leakage estimated, m3 a day.
 * @param perConnection estimated, litres an hour and connection.
 */
public record NightLoss(double net, double leakage, double perConnection) {
    /** Nothing is known. */
    public static final NightLoss UNKNOWN = new NightLoss(Double.NaN, Double.NaN, Double.NaN);
}
