package io.nightflow.reading;

/**
 * How the register of a meter stood, as it was read: what flow is made of, kept so that a balance can be drawn and a wrong
 * weight be mended.
 *
 * @param sensor the metering point.
 * @param minute in which it was looked at; of several looks the last counts.
 * @param second of the look, UTC epoch.
 * @param total m3.
 * @param isExchanged whether from here on another meter counts.
 */
public record RegisterReading(SensorId sensor, Minute minute, long second, double total, boolean isExchanged)
        implements Measured {}
