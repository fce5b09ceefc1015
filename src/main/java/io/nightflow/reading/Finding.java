package io.nightflow.reading;

/**
 * What detection says of one quantity of one reading.
 *
 * @param stages a digit per method.
 * @param reason value, expected value and rule; none where no stage is 1 to 4.
 * @param faulty whether the value is a fault of the metering system, which nothing learns from.
 */
public record Finding(Stages stages, Reason reason, boolean faulty) {
    /** Of what no method judges. */
    public static Finding none(Quantity quantity) {
        return new Finding(Stages.none(quantity), Reason.NONE, false);
    }
}
