package io.nightflow.deliver;

/**
 * The way to the device: both lanes, their staging directories, and the line that they share.
 *
 * @param results sends result rows.
 * @param alerts sends alerts.
 */
public record Lanes(StagingLanes staging, LaneSender results, LaneSender alerts, DeviceLine line) {
    /** Ends running deliveries soon. */
    public void stop() {
        results.stop();
        alerts.stop();
    }
}
