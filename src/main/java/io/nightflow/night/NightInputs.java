package io.nightflow.night;

/**
 * What is known of a district besides its flow; NaN for what is not.
 *
 * @param legitimate consumption at night, m3/h.
 * @param connections how many service connections.
 * @param dayFactor hours that the night's leakage counts for in a day, 24 where pressure is the same day and night.
 */
public record NightInputs(double legitimate, double connections, double dayFactor) {
    /** Nothing is known. */
    public static final NightInputs NONE = new NightInputs(Double.NaN, Double.NaN, 24);
}
