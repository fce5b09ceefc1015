package io.nightflow.tap;

/**
 * Something that leaves the house. Gateway, log and number together are its name: whoever meets it a second time has had it.
 * A log is another one after its database was lost or went back to a backup; its numbers say nothing of the old one's.
 */
public sealed interface Tapped permits TappedReading, TappedResult, TappedAlert, TappedNight, TappedForecast {
    /** The gateway, as {@code gateway.id} names it. */
    String gateway();

    /** The log in which it has its number. */
    String log();

    /** Grows with each of its kind. */
    long number();
}
