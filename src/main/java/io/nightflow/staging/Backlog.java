package io.nightflow.staging;

/**
 * What waits for the device.
 *
 * @param epoch the numbering in force.
 * @param first the oldest number not yet acknowledged; equal to {@code next} where none is.
 * @param next the next number to be given.
 * @param files the staged minutes.
 */
public record Backlog(long epoch, long first, long next, int files) {
    /** How many numbers wait. */
    public long rows() {
        return next - first;
    }
}
