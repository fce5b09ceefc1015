package io.nightflow.link;

/** What a {@link LaneMachine} wants done, in this order, before it hears of the next event. */
public sealed interface LaneAction {
    /** Write this message to the line. */
    record Say(Message message) implements LaneAction {}

    /** Write the lines with these numbers, both included; a void for a number that carries nothing. */
    record SendRows(long first, long last) implements LaneAction {}

    /** Record durably that the device has stored all up to {@code last}, then delete what was staged up to there. */
    record Stored(long last) implements LaneAction {}

    /** Store a new epoch durably, then call {@link LaneMachine#renumbered}. */
    record NewEpoch() implements LaneAction {}

    /** The device refuses this row for good: set it aside, its number becomes void. */
    record Refused(long sequence, String reason) implements LaneAction {}

    /** The device refuses whatever it gets: what waits stays staged, and is tried again later. */
    record Stopped(String reason) implements LaneAction {}

    /** The device has stored all that was to be delivered now. */
    record Drained() implements LaneAction {}

    /** The line is mute: close and reopen the port. */
    record Reopen() implements LaneAction {}

    /** A device answered; its name is worth remembering, for it may be another one than last time. */
    record Met(String device, long boots) implements LaneAction {}

    /** Worth a line in the log. */
    record Note(String words) implements LaneAction {}
}
