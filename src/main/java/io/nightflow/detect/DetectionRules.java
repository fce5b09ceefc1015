package io.nightflow.detect;

import io.nightflow.reading.Stage;
import java.time.ZoneId;

/**
 * What holds for all sensors.
 *
 * @param zone in which people get up.
 * @param isPercentile whether method {@code value} is the one of the replaced system.
 * @param alertStage from which stage on an event begins.
 * @param restMinutes how long an event waits for its next outlier before it has ended.
 * @param learnAfterMinutes how long an event keeps the profile from learning.
 * @param tuning of method {@code value}.
 */
public record DetectionRules(
        ZoneId zone, boolean isPercentile, Stage alertStage, int restMinutes, int learnAfterMinutes, Tuning tuning) {
    /** The same in percentile mode. */
    public DetectionRules percentile() {
        return new DetectionRules(zone, true, alertStage, restMinutes, learnAfterMinutes, tuning);
    }

    /** The defaults of the settings. */
    public static DetectionRules usual(ZoneId zone) {
        return new DetectionRules(zone, false, Stage.ALERT, 30, 1_440, Tuning.CHOSEN);
    }
}
