package io.nightflow.link;

/**
 * What a line without a check value says.
 *
 * @param reading not numbered.
 * @param total how the meter's register stands, in its counts; NaN where the line does not say.
 */
public record PlainReading(Message.MeterReading reading, double total) {
    /** Whether the line says a flow. */
    public boolean hasFlow() {
        return !Double.isNaN(reading.flow());
    }
}
