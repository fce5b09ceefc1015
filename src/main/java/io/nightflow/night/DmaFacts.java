package io.nightflow.night;

/**
 * What is known of a district besides its flow; NaN for what is not.
 *
 * @param legitimate consumption at night, m3/h.
 * @param connections how many service connections.
 * @param nightDayFactor hours that the night's leakage counts for in a day, 24 where pressure is the same day and night.
 */
public record DmaFacts(double legitimate, double connections, double nightDayFactor) {
    /** Nothing is known. */
    public static final DmaFacts NONE = new DmaFacts(Double.NaN, Double.NaN, 24);
}
